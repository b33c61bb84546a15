import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';

/** What a container of the image starts with. */
export interface ImageConfig {
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory: string;
}

export interface ImageDescription {
  /** Name and tag, for example `localhost/amalthea/authz:dev`. */
  readonly reference: string;
  /** As Node.js names it: `x64` or `arm64`. */
  readonly architecture: string;
  readonly config: ImageConfig;
  /** Uncompressed tar files, lowest first. */
  readonly layers: readonly string[];
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Writes an image as one tar file in the OCI image layout, which containerd, buildah and skopeo read.
 * Equal layers and descriptions give an equal file. Layers stay uncompressed: they never travel further than this machine.
 *
 * @returns the digest of the image's manifest.
 */
export async function writeImage(
  description: ImageDescription,
  file: string,
): Promise<string> {
  const layers = await Promise.all(description.layers.map(describeFile));
  const config = Buffer.from(JSON.stringify(imageConfig(description, layers)));
  const configDescriptor = describe(
    config,
    'application/vnd.oci.image.config.v1+json',
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: configDescriptor,
      layers,
    }),
  );
  const manifestDescriptor = describe(
    manifest,
    'application/vnd.oci.image.manifest.v1+json',
  );
  const tag = description.reference.split(':').at(-1) ?? '';
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      {
        ...manifestDescriptor,
        annotations: {
          'io.containerd.image.name': description.reference,
          'org.opencontainers.image.ref.name': tag,
        },
      },
    ],
  };
  await mkdir(dirname(file), { recursive: true });
  const archive = pack();
  const written = pipeline(archive, createWriteStream(file));
  await addBuffer(
    archive,
    'oci-layout',
    Buffer.from(JSON.stringify({ imageLayoutVersion: '1.0.0' })),
  );
  await addBuffer(archive, 'index.json', Buffer.from(JSON.stringify(index)));
  await addBuffer(archive, blobPath(manifestDescriptor), manifest);
  await addBuffer(archive, blobPath(configDescriptor), config);
  const added = new Set<string>();
  for (const [index_, layer] of layers.entries()) {
    if (added.has(layer.digest)) continue;
    added.add(layer.digest);
    const entry = archive.entry({
      ...header(blobPath(layer)),
      size: layer.size,
    });
    await pipeline(createReadStream(description.layers[index_]), entry);
  }
  archive.finalize();
  await written;
  return manifestDescriptor.digest;
}

function imageConfig(
  description: ImageDescription,
  layers: readonly Descriptor[],
) {
  const { config } = description;
  return {
    architecture:
      description.architecture === 'x64' ? 'amd64' : description.architecture,
    os: 'linux',
    config: {
      User: config.user,
      Env: Object.entries(config.environment).map(
        ([name, value]) => `${name}=${value}`,
      ),
      Entrypoint: config.entrypoint,
      Cmd: config.command,
      WorkingDir: config.workingDirectory,
    },
    rootfs: { type: 'layers', diff_ids: layers.map(layer => layer.digest) },
  };
}

async function describeFile(file: string): Promise<Descriptor> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const { size } = await stat(file);
  return {
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    digest: `sha256:${hash.digest('hex')}`,
    size,
  };
}

function describe(content: Buffer, mediaType: string): Descriptor {
  return {
    mediaType,
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    size: content.length,
  };
}

function blobPath(descriptor: Descriptor): string {
  return `blobs/${descriptor.digest.replace(':', '/')}`;
}

function header(name: string) {
  return { name, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) };
}

function addBuffer(
  archive: Pack,
  name: string,
  content: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry(header(name), content, error =>
      error ? reject(error) : resolve(),
    );
  });
}
