import { spawn } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../root';

/** Stands in for npm: notes that it was called, takes a moment, and makes what `brings` says. */
const npm = (brings: string) => `#!/bin/sh
case $1 in
  ci) echo "$*" >> "$CALLS"; sleep 0.3; mkdir -p "$3/node_modules/.bin"; ${brings} ;;
  config) echo https://registry.example.org/ ;;
esac
`;
const bringsNode =
  'printf "#!/bin/sh\\n" > "$3/node_modules/.bin/node"; chmod +x "$3/node_modules/.bin/node"';

describe('the environment of the commands', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea toolchain-'));
    await mkdir(join(folder, 'dev', 'toolchain'), { recursive: true });
    await mkdir(join(folder, 'bin'));
    for (const file of ['env.sh', 'package-lock.json'])
      await copyFile(
        join(root, 'dev', 'toolchain', file),
        join(folder, 'dev', 'toolchain', file),
      );
  });

  afterEach(() => rm(folder, { recursive: true }));

  const machineWith = async (script: string) => {
    const program = join(folder, 'bin', 'npm');
    await writeFile(program, script);
    await chmod(program, 0o755);
  };

  const source = async () => {
    const script = 'set -eu; root=$FOLDER; . "$root/dev/toolchain/env.sh"';
    const child = spawn('/bin/sh', ['-c', `${script}; command -v node`], {
      env: {
        PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
        FOLDER: folder,
        CALLS: join(folder, 'calls'),
      },
    });
    const [output, errors, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise(resolve => child.once('exit', resolve)),
    ]);
    return { output: output.trim(), errors, code };
  };

  const calls = async () =>
    (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');

  it('installs once, however many start at the same time', async () => {
    await machineWith(npm(bringsNode));

    const runs = await Promise.all([source(), source(), source()]);

    const node = join(folder, 'dev/toolchain/node_modules/.bin/node');
    expect(runs.map(({ output }) => output)).toEqual([node, node, node]);
    expect(await calls()).toHaveLength(1);
    expect((await source()).errors).toBe('');
  });

  it('asks for Node.js whatever the npm configuration leaves out', async () => {
    await machineWith(npm(bringsNode));

    await source();

    expect((await calls())[0]).toMatch(/--include=optional --bin-links/);
  });

  it('does not go on with the Node.js of the machine when npm brings none', async () => {
    await machineWith(npm(':'));

    for (const { output, errors, code } of [await source(), await source()]) {
      expect(code).toBe(1);
      expect(output).toBe('');
      expect(errors).toMatch(/brought no Node\.js for Linux/);
    }
  });
});
