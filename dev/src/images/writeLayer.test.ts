import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { Readable } from 'node:stream';
import { writeImage } from './writeImage';
import { withParents, writeLayer, type LayerEntry } from './writeLayer';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amalthea-images-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function digest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function layerEntries(): Promise<LayerEntry[]> {
  const source = join(folder, 'source');
  await writeFile(source, 'content');
  return [
    { type: 'file', path: 'usr/bin/node', source, executable: true },
    { type: 'text', path: 'etc/group', content: 'root:x:0:\n' },
    { type: 'directory', path: 'tmp', mode: 0o1777 },
    { type: 'link', path: 'lib', target: 'usr/lib' },
  ];
}

describe('writeLayer', () => {
  it('gives the same bytes whatever the order of the entries and the times of the files', async () => {
    const entries = await layerEntries();
    await writeLayer(entries, join(folder, 'one.tar'));
    await utimes(join(folder, 'source'), 1, 1);
    await writeLayer([...entries].reverse(), join(folder, 'other.tar'));

    expect(await digest(join(folder, 'one.tar'))).toBe(
      await digest(join(folder, 'other.tar')),
    );
  });

  it('puts each directory before what is in it', async () => {
    const paths = withParents(await layerEntries()).map(entry => entry.path);
    expect(paths).toEqual([
      'etc',
      'etc/group',
      'lib',
      'tmp',
      'usr',
      'usr/bin',
      'usr/bin/node',
    ]);
  });
});

describe('writeImage', () => {
  const description = (layer: string) => ({
    reference: 'localhost/test:dev',
    architecture: 'x64',
    config: {
      user: '65532:65532',
      environment: { A: 'b' },
      entrypoint: ['/x'],
      workingDirectory: '/',
    },
    layers: [layer],
  });

  it('writes an OCI layout whose digests are those of its content', async () => {
    const layer = join(folder, 'layer.tar');
    await writeLayer(await layerEntries(), layer);

    const manifestDigest = await writeImage(
      description(layer),
      join(folder, 'image.tar'),
    );

    const files = await readTar(join(folder, 'image.tar'));
    const blobs = [...files].filter(([path]) =>
      path.startsWith('blobs/sha256/'),
    );
    const digests = blobs.map(([, content]) =>
      createHash('sha256').update(content).digest('hex'),
    );
    expect(blobs.map(([path]) => path)).toEqual(
      digests.map(hex => `blobs/sha256/${hex}`),
    );
    const index = JSON.parse(String(files.get('index.json')));
    expect(index.manifests[0]).toMatchObject({
      digest: manifestDigest,
      annotations: { 'io.containerd.image.name': 'localhost/test:dev' },
    });
    const manifest = JSON.parse(
      String(files.get(`blobs/${manifestDigest.replace(':', '/')}`)),
    );
    const config = JSON.parse(
      String(files.get(`blobs/${manifest.config.digest.replace(':', '/')}`)),
    );
    expect(config).toMatchObject({
      architecture: 'amd64',
      config: { User: '65532:65532', Env: ['A=b'] },
    });
    expect(config.rootfs.diff_ids).toEqual([`sha256:${await digest(layer)}`]);
  });

  it('gives the same digest for the same content', async () => {
    const layer = join(folder, 'layer.tar');
    await writeLayer(await layerEntries(), layer);
    const first = await writeImage(
      description(layer),
      join(folder, 'first.tar'),
    );
    expect(
      await writeImage(description(layer), join(folder, 'second.tar')),
    ).toBe(first);
  });
});

async function readTar(file: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const archive = Readable.from([await readFile(file)]).pipe(extract());
  for await (const entry of archive) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    files.set(entry.header.name, Buffer.concat(chunks));
  }
  return files;
}
