import type {
  ServerAccessPolicy,
  ServerDetails,
} from '@amalthea/plugin-amalthea-common';
import type { ObservedServer } from './ObservedServer';
import { gitLocation } from './serverDelivery';
import { serverReason } from './serverReason';
import { serverSummary, type SummaryContext } from './serverSummary';

/** Everything a server's page shows at first. */
export function serverDetails(
  server: ObservedServer,
  context: SummaryContext,
): ServerDetails {
  const { status } = server;
  const git = gitLocation(server);
  return {
    ...serverSummary(server, context),
    conditions: status.conditions.map(condition => ({
      type: condition.type,
      status: condition.status,
      reason: serverReason(condition.reason, condition.message),
      ...(condition.lastTransitionTime
        ? { lastTransitionTime: condition.lastTransitionTime }
        : {}),
    })),
    pendingChanges: status.update?.pending ?? [],
    ...(git ? { git } : {}),
    environment: plainEnvironment(server),
    access: accessPolicy(server),
    ...(status.mainPod?.name
      ? {
          pod: {
            name: status.mainPod.name,
            ...(status.mainPod.phase ? { phase: status.mainPod.phase } : {}),
            ...(status.mainPod.node ? { node: status.mainPod.node } : {}),
          },
        }
      : {}),
    containers: {
      ...status.containerStates.init,
      ...status.containerStates.regular,
    },
  };
}

/** Classic's three-way rule: OIDC when enabled, nobody is asked with an empty token, else a token. */
export function accessPolicy(server: ObservedServer): ServerAccessPolicy {
  const { oidc, token } = server.spec.auth;
  if (oidc?.enabled) {
    return {
      mode: 'oidc',
      ...(oidc.issuerUrl ? { issuerUrl: oidc.issuerUrl } : {}),
      emails: oidc.authorizedEmails,
      groups: oidc.authorizedGroups,
    };
  }
  return token === '' ? { mode: 'anonymous' } : { mode: 'token' };
}

/** Variables with a value of their own; those that come from Secrets or fields are not shown. */
function plainEnvironment(
  server: ObservedServer,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    server.spec.jupyterServer.env.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
