import fc from 'fast-check';

import { serverSnapshot } from '../../controller/serverSnapshot';
import { storedServer } from '../testing/builders';
import { decideRun } from './decideRun';
import { HibernationRecord } from './HibernationRecord';

interface Situation {
  readonly spec?: boolean;
  readonly stop?: string;
  readonly wake?: string;
  readonly created?: string;
  readonly record?: HibernationRecord;
}

/** Seconds of one minute, as times. */
const at = (second: number) =>
  `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

function decide(situation: Situation, nowSecond: number) {
  const { spec, stop, wake, created, record } = situation;
  const server = storedServer(
    spec === undefined ? {} : { jupyterServer: { hibernated: spec } },
    {
      creationTimestamp: created,
      annotations: {
        ...(stop === undefined
          ? {}
          : { 'amalthea.dev/hibernate-requested-at': stop }),
        ...(wake === undefined
          ? {}
          : { 'amalthea.dev/wake-requested-at': wake }),
      },
    },
    record && { hibernation: record },
  );
  return decideRun(serverSnapshot(server), Date.parse(at(nowSecond)));
}

const onRequest = (since: string, wokenAt?: string): HibernationRecord => ({
  since,
  cause: 'user',
  wokenAt,
  specHibernated: false,
});
const bySpec = (since: string): HibernationRecord => ({
  since,
  cause: 'user',
  specHibernated: true,
});

describe('decideRun', () => {
  const table: readonly [string, Situation, boolean][] = [
    ['nobody wants anything', {}, true],
    ['the spec says stop', { spec: true }, false],
    [
      'the spec says stop, and says so for long',
      { spec: true, record: bySpec(at(10)) },
      false,
    ],
    ['the spec says run', { spec: false }, true],
    [
      'the spec does not say stop any more',
      { spec: false, record: bySpec(at(10)) },
      true,
    ],
    [
      'the spec does not say stop any more, whatever was requested before',
      { spec: false, stop: at(20), record: bySpec(at(10)) },
      true,
    ],
    [
      'an operator without records stopped it, and the spec says run now',
      { record: { since: at(10), cause: 'user' } },
      true,
    ],
    ['a stop is requested', { stop: at(30) }, false],
    ['a stop is requested after a wake', { stop: at(30), wake: at(29) }, false],
    [
      'a stop and a wake are requested at the same time',
      { stop: at(30), wake: at(30) },
      true,
    ],
    ['a wake is requested after a stop', { stop: at(30), wake: at(31) }, true],
    [
      'a wake was requested before we looked at the stop',
      { stop: at(10), wake: at(11), record: onRequest(at(12)) },
      true,
    ],
    [
      'a stop older than the last wake is still there',
      { stop: at(10), record: { wokenAt: at(20) } },
      true,
    ],
    ['the request of a stop was removed', { record: onRequest(at(12)) }, false],
    [
      'a wake is requested after the request of the stop was removed',
      { wake: at(13), record: onRequest(at(12)) },
      true,
    ],
    [
      'a stop is requested again while stopped',
      { stop: at(30), wake: at(20), record: onRequest(at(10)) },
      false,
    ],
    [
      'a wake is newer than the stop that the spec wants',
      { spec: true, wake: at(11), record: bySpec(at(10)) },
      true,
    ],
    [
      'a wake is as old as the stop that the spec wants',
      { spec: true, wake: at(10), record: bySpec(at(10)) },
      true,
    ],
    [
      'a wake is older than the stop that the spec wants',
      { spec: true, wake: at(9), record: bySpec(at(10)) },
      false,
    ],
    [
      'a wake is older than the change of the spec',
      { spec: true, wake: at(9) },
      false,
    ],
    [
      'it was woken although the spec says stop',
      {
        spec: true,
        wake: at(11),
        record: { wokenAt: at(11), specHibernated: true },
      },
      true,
    ],
    [
      'it was woken although the spec says stop, and the annotation is gone',
      { spec: true, record: { wokenAt: at(11), specHibernated: true } },
      true,
    ],
    [
      'a wake comes in the second in which half a record is found',
      { spec: true, wake: at(40), record: { specHibernated: true } },
      true,
    ],
    [
      'it was woken, and a stop is requested',
      {
        spec: true,
        wake: at(11),
        stop: at(12),
        record: { wokenAt: at(11), specHibernated: true },
      },
      false,
    ],
    ['the request lies ahead', { stop: at(50) }, true],
    ['the wake lies ahead', { stop: at(30), wake: at(50) }, false],
    ['the request is no time', { stop: 'yesterday' }, true],
    ['the request is a mere year', { stop: '2026' }, true],
    ['the wake is no time', { stop: at(30), wake: 'now' }, false],
    [
      'the request is older than the server, as in a copied manifest',
      { stop: at(10), created: at(20) },
      true,
    ],
    [
      'the request is newer than the server',
      { stop: at(21), created: at(20) },
      false,
    ],
  ];

  it.each(table)('%s', (_name, situation, run) => {
    expect(decide(situation, 40).run).toBe(run);
  });

  it('records a stop, and the wake that ends it', () => {
    const stopped = decide({ stop: at(30) }, 31).record;
    expect(stopped).toEqual(onRequest(at(31)));
    const woken = decide({ stop: at(30), wake: at(35), record: stopped }, 36);
    expect(woken.record).toEqual({ wokenAt: at(35) });
  });

  it('records a wake by the spec only when a request to stop is older', () => {
    const record = bySpec(at(10));
    expect(decide({ spec: false, record }, 40).record).toEqual({});
    expect(decide({ spec: false, stop: at(20), record }, 40).record).toEqual({
      wokenAt: at(40),
    });
  });

  it('records nothing for a server that nobody ever stopped', () => {
    expect(Object.values(decide({ wake: at(3) }, 40).record)).toEqual([
      undefined,
      undefined,
    ]);
  });

  const second = fc.integer({ min: 0, max: 59 });
  const past = fc.integer({ min: 0, max: 39 });
  const time = fc.option(
    fc.oneof(past.map(at), fc.constantFrom('', 'soon', '2026-99-99T00:00:00Z')),
    { nil: undefined },
  );
  const situations: fc.Arbitrary<Situation> = fc.record({
    spec: fc.option(fc.boolean(), { nil: undefined }),
    stop: time,
    wake: time,
    created: fc.option(past.map(at), { nil: undefined }),
    record: fc.option(
      fc.record({
        since: fc.option(past.map(at), { nil: undefined }),
        cause: fc.option(fc.constantFrom('user', 'idle'), { nil: undefined }),
        wokenAt: fc.option(past.map(at), { nil: undefined }),
        specHibernated: fc.option(fc.boolean(), { nil: undefined }),
      }),
      { nil: undefined },
    ),
  });

  it('decides the same, and records the same, until somebody wishes something else', () => {
    fc.assert(
      fc.property(situations, second, (situation, now) => {
        const first = decide(situation, now);
        const again = decide({ ...situation, record: first.record }, now);
        expect(again).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change its mind by the passing of time alone', () => {
    fc.assert(
      fc.property(situations, situation => {
        const first = decide(situation, 59);
        const later = decideRunNextDay({ ...situation, record: first.record });
        expect(later).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never stops a server by garbage or by what lies ahead', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), second, (stop, wake, ahead) => {
        expect(decide({ stop, wake }, 40).run).toBe(true);
        fc.pre(ahead > 40);
        expect(decide({ stop: at(ahead), wake }, 40).run).toBe(true);
      }),
    );
  });

  it('obeys the newest request, whatever happened before', () => {
    fc.assert(
      fc.property(situations, situation => {
        const { record } = decide(situation, 40);
        const plain = { ...situation, record, created: undefined };
        expect(decide({ ...plain, wake: at(59) }, 59).run).toBe(true);
        expect(decide({ ...plain, stop: at(58), wake: at(57) }, 59).run).toBe(
          false,
        );
      }),
    );
  });

  function decideRunNextDay(situation: Situation) {
    const { spec, stop, wake, created, record } = situation;
    const server = storedServer(
      { jupyterServer: { hibernated: spec } },
      {
        creationTimestamp: created,
        annotations: JSON.parse(
          JSON.stringify({
            'amalthea.dev/hibernate-requested-at': stop,
            'amalthea.dev/wake-requested-at': wake,
          }),
        ),
      },
      { hibernation: record },
    );
    return decideRun(
      serverSnapshot(server),
      Date.parse('2026-01-02T00:00:00Z'),
    );
  }
});
