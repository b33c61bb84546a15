import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackgroundProgram } from './BackgroundProgram';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const start = (script: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'program-'));
  folders.push(folder);
  const logFile = join(folder, 'log');
  const program = BackgroundProgram.start({
    name: 'the test program',
    command: process.execPath,
    words: ['-e', script],
    folder: tmpdir(),
    environment: process.env,
    logFile,
  });
  return { program, logFile };
};

const idle = 'console.log("up"); setInterval(() => {}, 1000)';

describe('BackgroundProgram', () => {
  it('is ready when its check says so, and ends when asked to', async () => {
    const { program, logFile } = start(idle);
    await program.waitUntilReady(
      async () => readFileSync(logFile, 'utf8').includes('up'),
      10,
    );
    await program.stop();
    await expect(program.ended).resolves.toBeUndefined();
  });

  it('tells what it said last when it ends by itself', async () => {
    const { program } = start(
      'console.error("the port is taken"); process.exit(3)',
    );
    await expect(program.ended).rejects.toThrow(
      /the test program ended with code 3[\s\S]*the port is taken/,
    );
  });

  it('is not waited for when it ends before it is ready', async () => {
    const { program } = start('process.exit(4)');
    await expect(program.waitUntilReady(async () => false, 30)).rejects.toThrow(
      /ended with code 4/,
    );
  });

  it('is not waited for without end', async () => {
    const { program } = start(idle);
    await expect(
      program.waitUntilReady(async () => false, 0.3),
    ).rejects.toThrow(/not ready after 0.3 s/);
    await program.stop();
  });
});
