import { resolve } from 'node:path';
import {
  imageReference,
  runCommand,
  toolPath,
  type ImageName,
} from '@amalthea/dev';

/** The chart of this repository. */
export const chartFolder = resolve(__dirname, '..', '..', '..', 'chart');

/** Where the product is installed. */
export const release = { name: 'amalthea', namespace: 'amalthea' } as const;

/** The values that run the images of this checkout, for all namespaces. */
export function productValues(): readonly string[] {
  const image = (path: string, name: ImageName) => {
    const [, repository, tag] =
      /^(.*):([^:]*)$/.exec(imageReference(name)) ?? [];
    return [
      `${path}.repository=${repository}`,
      `${path}.tag=${tag}`,
      `${path}.pullPolicy=Never`,
    ];
  };
  return [
    ...image('image', 'operator'),
    ...image('authz.image', 'authz'),
    'scope.clusterWide=true',
    'portal.serviceAccount.create=true',
    // The provider that the sign-in tests start is on the machine's side of a private network.
    'networkPolicies.egressAllow={10.0.0.0/8}',
  ].map(value => `--set=${value}`);
}

/** Installs or upgrades the product as its users do, and waits until its operators are ready. */
export async function installProduct(
  environment: NodeJS.ProcessEnv,
  further: readonly string[] = [],
): Promise<void> {
  await runCommand(
    await toolPath('helm'),
    [
      'upgrade',
      release.name,
      chartFolder,
      '--install',
      `--namespace=${release.namespace}`,
      '--create-namespace',
      '--wait',
      '--timeout=180s',
      ...productValues(),
      ...further,
    ],
    { env: environment },
  );
}
