import type { StreamMessage } from '@amalthea/plugin-amalthea-common';
import fc from 'fast-check';
import { fakeClusters, fakeServer } from '../fake';
import {
  applyStreamMessage,
  createServerDirectory,
  findServer,
  staleSince,
} from './ServerDirectory';

const now = new Date('2026-11-24T10:00:00Z');
const one = fakeServer(now, { name: 'one' });
const two = fakeServer(now, { name: 'two' });
const directory = createServerDirectory([one, two], fakeClusters(now));

describe('the directory of servers', () => {
  it('is what the last snapshot says, whatever was known before', () => {
    const after = applyStreamMessage(directory, {
      type: 'snapshot',
      servers: [two],
      clusters: [],
    });
    expect([...after.servers.values()]).toEqual([two]);
    expect(after.clusters.size).toBe(0);
  });

  it.each(['connecting', 'unreachable'] as const)(
    'keeps the rows of a cluster of which the portal knows nothing yet (%s)',
    state => {
      const clusters = fakeClusters(now).map(cluster => ({
        ...cluster,
        state,
      }));
      const snapshot: StreamMessage = {
        type: 'snapshot',
        servers: [],
        clusters,
      };
      const after = applyStreamMessage(directory, snapshot);
      expect([...after.servers.values()]).toEqual([one, two]);
      const known = applyStreamMessage(directory, {
        ...snapshot,
        servers: [two],
      });
      expect([...known.servers.values()]).toEqual([two]);
    },
  );

  it('changes one row and keeps the others as they are', () => {
    const changed = { ...one, phase: 'failed' } as const;
    const after = applyStreamMessage(directory, {
      type: 'server',
      server: changed,
    });
    expect(findServer(after, one.reference)).toBe(changed);
    expect(findServer(after, two.reference)).toBe(two);
  });

  it('forgets a server that was removed', () => {
    const after = applyStreamMessage(directory, {
      type: 'removed',
      reference: one.reference,
      uid: one.uid,
    });
    expect(findServer(after, one.reference)).toBeUndefined();
    expect(findServer(after, two.reference)).toBe(two);
  });

  it('keeps a server that was made anew under the same name', () => {
    const after = applyStreamMessage(directory, {
      type: 'removed',
      reference: one.reference,
      uid: 'of-the-one-before',
    });
    expect(findServer(after, one.reference)).toBe(one);
  });

  it('does not mind a message that a newer backend sends', () => {
    const unknown = JSON.parse('{"type":"weather"}') as StreamMessage;
    expect(applyStreamMessage(directory, unknown)).toBe(directory);
  });

  it('never changes the directory before, whatever arrives', () => {
    const message = fc.oneof(
      fc.constantFrom(one, two).map(server => ({ type: 'server', server })),
      fc
        .constantFrom(one, two)
        .map(({ reference, uid }) => ({ type: 'removed', reference, uid })),
      fc
        .constantFrom(...fakeClusters(now))
        .map(cluster => ({ type: 'cluster', cluster })),
    ) as fc.Arbitrary<StreamMessage>;
    fc.assert(
      fc.property(fc.array(message), messages => {
        const before = JSON.stringify([...directory.servers]);
        messages.reduce(applyStreamMessage, directory);
        expect(JSON.stringify([...directory.servers])).toBe(before);
      }),
    );
  });
});

describe('a row', () => {
  it('is stale since its cluster stopped answering, until it answers again', () => {
    const telescope = fakeServer(now, { cluster: 'edge' });
    const [, , edge] = fakeClusters(now);
    expect(staleSince(telescope, directory)).toBe(edge.since);
    const back = applyStreamMessage(directory, {
      type: 'cluster',
      cluster: { ...edge, state: 'reachable', error: undefined },
    });
    expect(staleSince(telescope, back)).toBeUndefined();
    expect(staleSince(one, directory)).toBeUndefined();
  });
});
