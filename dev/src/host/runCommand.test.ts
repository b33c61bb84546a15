import { runCommand } from './runCommand';

describe('runCommand', () => {
  it('gives a program its input and returns its output', async () => {
    expect(await runCommand('cat', [], { input: 'hello' })).toEqual({
      stdout: 'hello',
      stderr: '',
    });
  });

  it('hands each line of standard error on', async () => {
    const lines: string[] = [];
    await runCommand('sh', ['-c', 'printf "a\\nb\\n" >&2'], {
      onErrorLine: line => lines.push(line),
    });
    expect(lines).toEqual(['a', 'b']);
  });

  it('fails with what the program said last', async () => {
    const failing = runCommand('sh', ['-c', 'echo it is broken >&2; exit 3']);
    await expect(failing).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.stringMatching(/code 3[^]*it is broken/),
    });
  });

  it('fails with the reason for which it was ended', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const failing = runCommand('sleep', ['60'], { signal: controller.signal });
    controller.abort(reason);
    await expect(failing).rejects.toBe(reason);
  });

  it('fails when there is no such program', async () => {
    await expect(runCommand('/no/such/program', [])).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
    });
  });
});
