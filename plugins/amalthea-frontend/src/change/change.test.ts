import { updateServerRequestSchema } from '@amalthea/plugin-amalthea-common';
import { fakeDetails, fakeProfiles, fakeServer } from '../fake';
import { describeChanges } from './describeChanges';
import { changedShape, shapeOfServer } from './shapeOfServer';

const [python] = fakeProfiles;
const server = fakeDetails(fakeServer(new Date('2026-11-24T10:00:00Z')));
const before = shapeOfServer(server, python);

describe('the shape of a server', () => {
  it('is said in the terms of its profile', () => {
    expect(before).toEqual({
      image: 'scipy',
      size: 'medium',
      diskBytes: 20 * 2 ** 30,
      idleSeconds: 3_600,
    });
  });

  it('is open where the profile does not offer what the server has', () => {
    expect(
      shapeOfServer(
        { ...server, image: 'other:1', resources: { diskKept: false } },
        python,
      ),
    ).toEqual({
      image: undefined,
      size: undefined,
      diskBytes: undefined,
      idleSeconds: 3_600,
    });
  });
});

describe('a change', () => {
  it('sends only what differs, as the backend takes it', () => {
    const shape = changedShape(before, { ...before, size: 'large' });
    expect(shape).toEqual({ size: 'large' });
    expect(updateServerRequestSchema.safeParse({ shape }).success).toBe(true);
    expect(changedShape(before, before)).toEqual({});
  });

  it('is described line by line, with when it takes effect', () => {
    const after = { ...before, size: 'large', idleSeconds: 7_200 };
    expect(describeChanges(before, after, python, 'running')).toEqual([
      {
        label: 'Size',
        from: '2 cores · 8 GiB',
        to: '8 cores · 32 GiB',
        effect: 'Takes effect at the next start: restart it, or let it stop.',
      },
      {
        label: 'Stops when idle',
        from: 'after 1 h',
        to: 'after 2 h',
        effect: 'Takes effect at once.',
      },
    ]);
  });

  it('of nothing is not described', () => {
    expect(describeChanges(before, before, python, 'stopped')).toEqual([]);
  });
});
