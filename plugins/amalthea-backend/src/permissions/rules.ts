import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { amaltheaServerResourceRef } from './serverResource';

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description:
    'Allow servers whose owner is one of the given entity references.',
  resourceRef: amaltheaServerResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe(
        'Entity references to compare with the owner, usually those the caller has ownership of',
      ),
  }),
  apply: (server, { claims }) => isOneOf(server.owner, claims),
  toQuery: ({ claims }) => ({ owners: claims.map(normalize) }),
});

/**
 * The permission rules of servers.
 *
 * @public
 */
export const amaltheaServerRules = { isOwner };

const conditionExports = createConditionExports({
  resourceRef: amaltheaServerResourceRef,
  rules: amaltheaServerRules,
});

/**
 * Conditions for permission policies, such as `amaltheaServerConditions.isOwner({ claims })`.
 *
 * @public
 */
export const amaltheaServerConditions = conditionExports.conditions;

/**
 * Makes the decision of a permission policy from conditions.
 *
 * @public
 */
export const createAmaltheaServerConditionalDecision =
  conditionExports.createConditionalDecision;

function isOneOf(
  owner: string | undefined,
  claims: readonly string[],
): boolean {
  return (
    owner !== undefined &&
    claims.some(claim => normalize(claim) === normalize(owner))
  );
}

function normalize(reference: string): string {
  return reference.toLocaleLowerCase('en-US');
}
