import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pruneImages } from './pruneImages';

it('keeps the five versions of an image that were used last, and every other image', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'amalthea-prune-'));
  const digests = Array.from({ length: 7 }, (_, index) =>
    String(index).repeat(16),
  );
  for (const [index, digest] of digests.entries()) {
    await mkdir(join(cache, `authz-${digest}`));
    await utimes(join(cache, `authz-${digest}`), index + 1, index + 1);
  }
  await mkdir(join(cache, `authz-extra-${digests[0]}`));

  await pruneImages(cache, 'authz');

  const kept = digests.slice(2).map(digest => `authz-${digest}`);
  expect((await readdir(cache)).sort()).toEqual(
    [...kept, `authz-extra-${digests[0]}`].sort(),
  );
  await rm(cache, { recursive: true });
});
