import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { DeliveryError } from '../failure';
import { packFiles } from '../repoServer/archive';
import { defaultArchiveLimits } from './limits';
import { unpack, type SourceFile } from './unpack';

const blockBytes = 512;
const checksumOffset = 148;
const checksumBytes = 8;
const sizeOffset = 124;

/** Makes a header's checksum right again, without which nobody reads it. */
function sign(tar: Buffer, header: number): void {
  tar.fill(
    ' ',
    header + checksumOffset,
    header + checksumOffset + checksumBytes,
  );
  const sum = tar
    .subarray(header, header + blockBytes)
    .reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, header + checksumOffset);
}

type Outcome = readonly SourceFile[] | DeliveryError;

/** The files or the DeliveryError; anything else is thrown. */
async function outcomeOf(archive: Uint8Array): Promise<Outcome> {
  return unpack(archive, '', defaultArchiveLimits).catch(error => {
    if (error instanceof DeliveryError) return error;
    throw error;
  });
}

function changes(bytes: number) {
  return fc.array(fc.tuple(fc.nat(bytes - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 8,
  });
}

function isInside({ path }: SourceFile): boolean {
  return !/^\/|(^|\/)\.\.(\/|$)/.test(path);
}

describe('unpack of damaged archives', () => {
  it('refuses an entry whose size cannot be read', async () => {
    const tar = gunzipSync(await packFiles({ 'a.yaml': 'a' }));
    tar[sizeOffset] = 0xc4;
    sign(tar, 0);
    expect(await outcomeOf(gzipSync(tar))).toMatchObject({
      code: 'INVALID_ARCHIVE',
    });
  });

  it('gives files or a DeliveryError, whatever bytes have changed', async () => {
    const archive = await packFiles({
      'app/a.yaml': 'a',
      'app/b.yaml': 'b',
      'c/d.yaml': 'd',
    });
    const checked = fc.assert(
      fc.asyncProperty(changes(archive.length), async bytes => {
        const damaged = Buffer.from(archive);
        for (const [offset, byte] of bytes) damaged[offset] = byte;
        await outcomeOf(damaged);
      }),
    );
    await expect(checked).resolves.toBeUndefined();
  });

  it('gives files of the repository or a DeliveryError, whatever its headers say', async () => {
    const tar = gunzipSync(
      await packFiles({ 'app/a.yaml': 'a', 'app/b.yaml': 'b' }),
    );
    const checked = fc.assert(
      fc.asyncProperty(changes(3 * blockBytes), async bytes => {
        const damaged = Buffer.from(tar);
        for (const [offset, byte] of bytes) damaged[offset] = byte;
        sign(damaged, 0);
        sign(damaged, 2 * blockBytes);
        const outcome = await outcomeOf(gzipSync(damaged));
        return outcome instanceof DeliveryError || outcome.every(isInside);
      }),
      { numRuns: 500 },
    );
    await expect(checked).resolves.toBeUndefined();
  });
});
