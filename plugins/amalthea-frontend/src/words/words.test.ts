import { fakeServer } from '../fake';
import { actionWords } from './actionWords';
import { entityName, joinWords } from './entityWords';
import { phaseMeaning, phaseWord } from './phaseWords';
import { computeWords, costWords, diskWords } from './resourceWords';

const now = new Date('2026-11-24T10:00:00Z');
const kept = { diskBytes: 20 * 2 ** 30, diskKept: true };
const notKept = { diskKept: false };

describe('the words of a state', () => {
  it('say whether the files of a stopped server are kept', () => {
    expect(phaseWord({ phase: 'stopped', resources: kept })).toBe(
      'Stopped (files kept)',
    );
    expect(phaseWord({ phase: 'stopped', resources: notKept })).toBe(
      'Stopped (no files kept)',
    );
    expect(phaseMeaning({ phase: 'stopped', resources: notKept })).toContain(
      'no disk that is kept',
    );
  });

  it('keep the API’s word for the tooltip', () => {
    expect(
      phaseMeaning({ phase: 'stopped', state: 'hibernated', resources: kept }),
    ).toContain('(state: hibernated)');
  });
});

describe('the words of an action', () => {
  it.each(['hibernate', 'restart', 'delete'] as const)(
    'to %s always say what happens to the files',
    action => {
      const said = (resources: typeof kept | typeof notKept) =>
        actionWords(action, fakeServer(now, { resources })).consequences.join(
          ' ',
        );
      expect(said(kept)).toContain('20 GiB disk');
      expect(said(notKept)).toContain('files');
    },
  );

  it('warn that a server defined in Git comes back', () => {
    const server = fakeServer(now, { delivery: 'gitops' });
    expect(actionWords('delete', server).consequences).toContain(
      'It is defined in Git and comes back unless it is removed there.',
    );
  });
});

describe('the words of resources', () => {
  it.each([
    [{ cpuCores: 2, memoryBytes: 2 ** 33 }, '2 cores · 8 GiB'],
    [{ cpuCores: 1, gpus: 1 }, '1 core · 1 GPU'],
    [{ gpus: 0 }, 'No limits'],
  ])('say %j as %s', (amount, words) => {
    expect(computeWords(amount)).toBe(words);
  });

  it('say what becomes of the disk', () => {
    expect(diskWords(kept)).toBe('20 GiB disk, kept when stopped');
    expect(diskWords({ ...kept, diskKept: false })).toBe(
      '20 GiB disk, emptied when stopped',
    );
    expect(diskWords(notKept)).toBe('No disk of its own');
  });

  it('say what an hour costs', () => {
    expect(costWords({ perHour: 0.09, currency: 'EUR' })).toBe('€0.09 an hour');
  });
});

describe('the words of people', () => {
  it.each([
    ['user:default/ada', 'ada'],
    ['group:physics/lab', 'physics/lab'],
    ['ada', 'ada'],
    ['user:default/', 'user:default/'],
  ])('say %s as %s', (reference, name) => {
    expect(entityName(reference)).toBe(name);
  });

  it('join with and', () => {
    expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
