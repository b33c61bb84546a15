import {
  amaltheaServerConditions,
  createAmaltheaServerConditionalDecision,
} from '@amalthea/plugin-amalthea-backend';
import { RESOURCE_TYPE_AMALTHEA_SERVER } from '@amalthea/plugin-amalthea-common';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * What only administrators may do. The Kubernetes plugin reads and proxies with one account for everybody, so that
 * nobody's pods would be private; who may put entities into the catalog could make themselves a member of any group.
 */
const forAdministrators = [
  /^kubernetes\./,
  /^catalog\.location\.(create|delete)$/,
  /^catalog\.entity\.(create|delete)$/,
];

/**
 * The policy of this portal: everybody who is signed in may ask for servers, and sees and changes their own;
 * administrators see and change all.
 */
export class PortalPermissionPolicy implements PermissionPolicy {
  readonly #administrators: readonly string[];

  /** @param administrators - entity references of people or groups */
  constructor(administrators: readonly string[]) {
    this.#administrators = administrators.map(normalize);
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return deny;
    const claims = user.info.ownershipEntityRefs.map(normalize);
    if (claims.some(claim => this.#administrators.includes(claim))) {
      return allow;
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_AMALTHEA_SERVER)) {
      return createAmaltheaServerConditionalDecision(
        permission,
        amaltheaServerConditions.isOwner({ claims }),
      );
    }
    if (forAdministrators.some(pattern => pattern.test(permission.name))) {
      return deny;
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
      return createCatalogConditionalDecision(permission, {
        anyOf: [
          {
            not: catalogConditions.hasSpec({
              key: 'type',
              value: 'jupyter-server',
            }),
          },
          catalogConditions.isEntityOwner({ claims }),
        ],
      });
    }
    return allow;
  }
}

function normalize(reference: string): string {
  return reference.toLocaleLowerCase('en-US');
}
