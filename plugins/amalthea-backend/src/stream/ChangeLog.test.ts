import fc from 'fast-check';
import { ChangeLog } from './ChangeLog';

const change = { type: 'health', cluster: 'dev' } as const;

describe('ChangeLog', () => {
  it('gives what came after an id', () => {
    const log = new ChangeLog({ epoch: 'a', capacity: 10 });
    const start = log.lastId;
    log.append(change);
    const middle = log.lastId;
    log.append(change);
    expect(log.after(start)?.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(log.after(middle)?.map(({ sequence }) => sequence)).toEqual([2]);
    expect(log.after(log.lastId)).toEqual([]);
  });

  it.each(['b.1', 'a.3', 'a.-1', 'a', '', 'a.1e3', 'a.99999999999999999999'])(
    'does not know the id %p',
    id => {
      const log = new ChangeLog({ epoch: 'a', capacity: 10 });
      log.append(change);
      expect(log.after(id)).toBeUndefined();
    },
  );

  it('never skips a change, and forgets only what is older than its capacity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(60),
        fc.nat(60),
        (capacity, total, position) => {
          const log = new ChangeLog({ epoch: 'a', capacity });
          for (let index = 0; index < total; index += 1) log.append(change);
          const isKnown = position <= total && total - position <= capacity;
          expect(log.after(`a.${position}`)?.length).toBe(
            isKnown ? total - position : undefined,
          );
        },
      ),
    );
  });
});
