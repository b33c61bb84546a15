import { reasons } from '@amalthea/jupyterserver';
import { serverReason } from './serverReason';

describe('serverReason', () => {
  it.each(Object.keys(reasons))(
    'says of %s what people can do in the portal, without fields of a definition',
    code => {
      const { sentence, hint = '' } = serverReason(code, 'what was said');
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(hint).not.toMatch(/spec\b|annotation|nodeSelector|amalthea\.dev/);
    },
  );

  it.each([
    ['FailedMount', 'Failed mount.'],
    ['', 'No reason was given.'],
    ['constructor', 'Constructor.'],
  ])('makes the unknown %p readable', (code, sentence) => {
    expect(serverReason(code)).toMatchObject({ sentence });
  });
});
