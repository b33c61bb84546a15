import { rulesOf } from './linkNetwork';

const listing = `-P FORWARD ACCEPT
-A FORWARD -i ama01234567 -m comment --comment "amalthea ama01234567" -j ACCEPT
-A FORWARD -i ama89abcdef -m comment --comment "amalthea ama89abcdef" -j ACCEPT
-A FORWARD -s 10.0.0.0/8 -m comment --comment "near amalthea ama01234567" -j DROP
`;

describe('rulesOf', () => {
  it('finds the rules of one link, in the words that delete them', () => {
    expect(rulesOf('ama01234567', listing)).toEqual([
      [
        'FORWARD',
        '-i',
        'ama01234567',
        '-m',
        'comment',
        '--comment',
        'amalthea ama01234567',
        '-j',
        'ACCEPT',
      ],
    ]);
  });

  it('finds none of a link that has none', () => {
    expect(rulesOf('ama0123456', listing)).toEqual([]);
  });
});
