import { EventEmitter } from 'node:events';
import { undoOnSignals } from './undoOnSignals';

class FakeProcess extends EventEmitter {
  exit: (code: number) => void = () => {};

  readonly ended = new Promise<number>(resolve => {
    this.exit = resolve;
  });
}

describe('undoOnSignals', () => {
  it('undoes once, however often it is told to end, and ends then', async () => {
    const endable = new FakeProcess();
    const undone: string[] = [];
    undoOnSignals(async () => void undone.push('cluster'), endable);

    endable.emit('SIGINT', 'SIGINT');
    endable.emit('SIGINT', 'SIGINT');

    expect(await endable.ended).toBe(130);
    expect(undone).toEqual(['cluster']);
  });

  it('leaves signals alone when it is told to', () => {
    const endable = new FakeProcess();

    undoOnSignals(async () => {}, endable)();

    expect(endable.eventNames()).toEqual([]);
  });
});
