import { fakeServer } from '../fake';
import {
  activitySentence,
  nextScheduledChange,
  scheduleSentence,
  stopSentence,
} from './scheduleSentences';

const now = new Date('2026-11-24T10:30:00Z');
const minutes = (count: number) =>
  new Date(now.getTime() + count * 60_000).toISOString();
const say = (changes: Parameters<typeof fakeServer>[1]) =>
  scheduleSentence(fakeServer(now, changes), now, 'UTC');

describe('when a server stops', () => {
  it('is said with the reason and the signal that counted last', () => {
    expect(
      say({
        schedule: { idleSeconds: 3_600, willHibernateAt: minutes(42) },
        activity: {
          active: false,
          idleSince: minutes(-18),
          lastSignal: 'kernel',
        },
      }),
    ).toBe(
      'Stops in 42 min, after 1 h without activity. A kernel ran last at 10:12.',
    );
  });

  it.each([
    [
      { schedule: { idleSeconds: 3_600 }, activity: { active: true } },
      'Stops after 1 h without activity. In use now.',
    ],
    [{ schedule: {} }, 'Never stops by itself.'],
    [
      { schedule: { idleSeconds: 3_600, keepUntil: minutes(60) } },
      'Stops in 1 h, kept until 11:30.',
    ],
    [{ schedule: { willHibernateAt: minutes(0.5) } }, 'Stops within a minute.'],
    [
      { phase: 'stopped' as const, schedule: { willDeleteAt: minutes(2_880) } },
      'Is deleted, disk included, in 2 d.',
    ],
    [{ phase: 'stopped' as const, schedule: {} }, undefined],
    [{ phase: 'deleting' as const }, undefined],
    [{ phase: 'starting' as const }, undefined],
  ])('is said in words for %j', (changes, sentence) => {
    expect(say(changes)).toBe(sentence);
  });

  it('does not count a keep that is over', () => {
    expect(
      nextScheduledChange(
        fakeServer(now, {
          schedule: { idleSeconds: 3_600, keepUntil: minutes(-1) },
        }),
        now,
      ),
    ).toEqual({ kind: 'unknown' });
  });
});

describe('why a server stopped', () => {
  it.each([
    ['idle' as const, 'Stopped 9 h ago because nobody used it.'],
    ['user' as const, 'Stopped 9 h ago by hand.'],
    [undefined, 'Stopped 9 h ago.'],
  ])('is said for the cause %p', (hibernationCause, sentence) => {
    const server = fakeServer(now, {
      phase: 'stopped',
      schedule: { hibernatedSince: minutes(-540), hibernationCause },
    });
    expect(stopSentence(server, now)).toBe(sentence);
  });

  it('is not said while it runs', () => {
    expect(stopSentence(fakeServer(now), now)).toBeUndefined();
  });
});

describe('activity', () => {
  it.each([
    [
      { active: true, lastSignal: 'kernel' as const, kernels: 1 },
      'In use now: 1 kernel.',
    ],
    [
      { active: true, lastSignal: 'kernel' as const, kernels: 3 },
      'In use now: 3 kernels.',
    ],
    [{ active: true }, 'In use now.'],
    [{ idleSince: minutes(-18) }, 'Idle since 10:12.'],
    [
      { idleSince: minutes(-18), lastSignal: 'terminal' as const },
      'A terminal was used last at 10:12.',
    ],
    [{}, undefined],
  ])('of %j is said as %p', (activity, sentence) => {
    expect(activitySentence(activity, now, 'UTC')).toBe(sentence);
  });
});
