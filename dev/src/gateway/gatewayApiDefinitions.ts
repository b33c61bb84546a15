import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Environment } from '../host/userDirectories';
import { goModuleFolder } from '../tools/goModuleFolder';

/**
 * The CustomResourceDefinitions of the Gateway API that an HTTPRoute needs, standard channel.
 *
 * @throws DevError as `goModuleFolder` does.
 */
export async function gatewayApiDefinitions(
  environment: Environment,
): Promise<readonly object[]> {
  const sources = await goModuleFolder(
    'gateway-api',
    'sigs.k8s.io/gateway-api',
    environment,
  );
  return Promise.all(
    ['gateways', 'httproutes'].map(async plural => {
      const file = `gateway.networking.k8s.io_${plural}.yaml`;
      return parse(
        await readFile(join(sources, 'config/crd/standard', file), 'utf8'),
      );
    }),
  );
}
