import { CleanUp } from './CleanUp';

describe('CleanUp', () => {
  it('undoes in reverse order', async () => {
    const undone: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add('first', async () => void undone.push('first'));
    cleanUp.add('second', async () => void undone.push('second'));
    await cleanUp.run(() => {});
    expect(undone).toEqual(['second', 'first']);
  });

  it('goes on when a step fails, and tells which', async () => {
    const undone: string[] = [];
    const failed: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add('cluster', async () => void undone.push('cluster'));
    cleanUp.add('portal', async () => {
      throw new Error('stuck');
    });
    await cleanUp.run(name => void failed.push(name));
    expect(undone).toEqual(['cluster']);
    expect(failed).toEqual(['portal']);
  });

  it('knows whether there is anything to undo', async () => {
    const cleanUp = new CleanUp();
    expect(cleanUp.isEmpty).toBe(true);
    cleanUp.add('cluster', async () => {});
    expect(cleanUp.isEmpty).toBe(false);
  });

  it('undoes each step once', async () => {
    let count = 0;
    const cleanUp = new CleanUp();
    cleanUp.add('cluster', async () => void (count += 1));
    await cleanUp.run(() => {});
    await cleanUp.run(() => {});
    expect(count).toBe(1);
  });
});
