import { EventEmitter } from 'node:events';
import { abortOnSignals } from './abortOnSignals';

describe('abortOnSignals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('aborts on %s', name => {
    const source = new EventEmitter();
    const { signal } = abortOnSignals(source);

    source.emit(name, name);

    expect(signal.reason).toMatchObject({
      code: 'INTERRUPTED',
      message: `Interrupted by ${name}.`,
    });
  });

  it('leaves signals alone once it is disposed of', () => {
    const source = new EventEmitter();
    const { signal, dispose } = abortOnSignals(source);

    dispose();
    source.emit('SIGINT', 'SIGINT');

    expect(signal.aborted).toBe(false);
    expect(source.eventNames()).toEqual([]);
  });
});
