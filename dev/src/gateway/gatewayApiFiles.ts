import { join } from 'node:path';
import type { Environment } from '../host/userDirectories';
import { goModuleFolder } from '../tools/goModuleFolder';

/**
 * The manifests of the definitions of the Gateway API that an HTTPRoute needs, standard channel.
 *
 * @throws DevError as `goModuleFolder` does.
 */
export async function gatewayApiFiles(
  environment: Environment,
): Promise<readonly string[]> {
  const sources = await goModuleFolder(
    'gateway-api',
    'sigs.k8s.io/gateway-api',
    environment,
  );
  return ['gateways', 'httproutes'].map(plural =>
    join(
      sources,
      'config/crd/standard',
      `gateway.networking.k8s.io_${plural}.yaml`,
    ),
  );
}
