import { packFiles } from '@amalthea/cmp-sidecar';

/** A repository as repo-server sends it. */
export interface Repository {
  readonly files: Readonly<Record<string, string>>;
  readonly archive: Buffer;
}

/** The path of the Application in every repository here. */
export const applicationPath = 'servers';

function server(name: string): string {
  return [
    'apiVersion: amalthea.dev/v1alpha1',
    'kind: JupyterServer',
    'metadata:',
    `  name: ${name}`,
    '  labels: {team: physics}',
    'spec:',
    '  jupyterServer:',
    '    image: quay.io/jupyter/scipy-notebook:2026-10-01',
    '    resources:',
    '      requests: {cpu: 250m, memory: 1Gi}',
    '      limits: {memory: 2Gi}',
    '  routing:',
    '    host: jupyter.example.org',
    `    path: /${name}`,
    '  culling: {idleSecondsThreshold: 3600}',
    '  storage: {size: 2Gi, pvc: {enabled: true}}',
    '',
  ].join('\n');
}

/** A repository with so many servers in one path, each in a file of its own, and so many other files beside. */
export async function repository(
  servers: number,
  otherFiles = 0,
  blobBytes = 0,
): Promise<Repository> {
  const files: Record<string, string> = {};
  for (let index = 0; index < servers; index += 1) {
    files[`${applicationPath}/server-${index}.yaml`] = server(
      `server-${index}`,
    );
  }
  for (let index = 0; index < otherFiles; index += 1)
    files[`docs/page-${index}.md`] = `# Page ${index}\n`;
  if (blobBytes > 0) files['data/blob.bin'] = noise(blobBytes);
  return { files, archive: await packFiles(files) };
}

/** Text that does not compress, the same each time (xorshift32). */
function noise(bytes: number): string {
  const buffer = Buffer.alloc(bytes);
  let state = 0x9e3779b9;
  for (let index = 0; index < bytes; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    buffer[index] = 0x20 + ((state >>> 8) & 0x3f);
  }
  return buffer.toString('latin1');
}
