import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Bench, Candidate, downloadMegabytes } from './Bench';
import { cpu } from './load';

const run = promisify(execFile);

/** CPU milliseconds of the candidate for 100 MB in one direction. */
export async function stream(
  bench: Bench,
  candidate: Candidate,
  direction: 'download' | 'upload' | 'chunked upload',
): Promise<number> {
  const url = `http://127.0.0.1:${candidate.port}/${
    direction === 'download' ? 'download' : 'upload'
  }`;
  const file = join(bench.directory, 'download');
  const body: Readonly<Record<typeof direction, readonly string[]>> = {
    download: [],
    upload: ['-T', file, '-H', 'Expect:'],
    'chunked upload': [
      '-T',
      file,
      '-H',
      'Expect:',
      '-H',
      'Transfer-Encoding: chunked',
    ],
  };
  const args = [
    '-s',
    '-f',
    '-o',
    '/dev/null',
    '-w',
    '%{size_download} %{size_upload}',
    '-H',
    `Cookie: ${candidate.cookie}`,
    ...body[direction],
    url,
  ];
  const before = await cpu(candidate);
  const pinned =
    bench.loadCore === undefined
      ? ['curl', ...args]
      : ['taskset', '-c', String(bench.loadCore), 'curl', ...args];
  const { stdout } = await run(pinned[0] as string, pinned.slice(1));
  const after = await cpu(candidate);
  const [down = 0, up = 0] = stdout.split(' ').map(Number);
  if (Math.max(down, up) < downloadMegabytes * 1_000_000)
    throw new Error(
      `${candidate.name}: the ${direction} is not complete: ${stdout}`,
    );
  return (after - before) / 1000;
}
