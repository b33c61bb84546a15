import { join } from 'node:path';
import { freePort } from '../host/freePort';
import { imageReference } from '../images/imageReference';
import { root } from '../root';
import { answers } from './answers';
import { BackgroundProgram } from './BackgroundProgram';

/** The words after `node` that run a TypeScript file of the repository. */
export function typeScriptWords(file: string): readonly string[] {
  return [
    '--import',
    join(root, 'node_modules/tsx/dist/loader.mjs'),
    join(root, file),
  ];
}

/** The provider of a local sign-in is on this machine's side of a private network. */
const egressAllow = '10.0.0.0/8';

/** Where the operator says that it lives; nothing of it is there. */
const namespace = 'default';

/** How {@link startOperatorProcess} makes objects, for programs that show what it will make. */
export const operatorRendering = {
  sidecar: { image: imageReference('authz') },
  networkPolicy: { egressAllow: [egressAllow] },
  operator: { namespace },
};

/** Starts the operator of this checkout for all namespaces of a cluster, as a process of this machine. */
export async function startOperatorProcess(
  kubeconfig: string,
  logFile: string,
  signal?: AbortSignal,
): Promise<BackgroundProgram> {
  const port = await freePort();
  const program = BackgroundProgram.start({
    name: 'the operator',
    command: process.execPath,
    words: typeScriptWords('operator/src/main.ts'),
    folder: root,
    environment: {
      ...process.env,
      KUBECONFIG: kubeconfig,
      AMALTHEA_CLUSTER_WIDE: 'true',
      AMALTHEA_AUTHZ_IMAGE: imageReference('authz'),
      AMALTHEA_HTTP_HOST: '127.0.0.1',
      AMALTHEA_HTTP_PORT: String(port),
      AMALTHEA_NETWORK_POLICY_EGRESS_ALLOW: egressAllow,
      AMALTHEA_OPERATOR_NAMESPACE: namespace,
    },
    logFile,
  });
  try {
    await program.waitUntilReady(
      () => answers(`http://127.0.0.1:${port}/readyz`),
      60,
      signal,
    );
  } catch (error) {
    await program.stop();
    throw error;
  }
  return program;
}
