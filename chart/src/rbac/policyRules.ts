import type { ResourceRule } from '@amalthea/operator';
import { stringify } from 'yaml';

/** A rule of a Role or ClusterRole. */
export type PolicyRule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
};

/** The rules of one scope of the operator's resource table; resources of a group with equal verbs share a rule. */
export function policyRules(
  table: readonly ResourceRule[],
  scope: ResourceRule['scope'],
): readonly PolicyRule[] {
  const rules = new Map<
    string,
    { apiGroups: string[]; resources: string[]; verbs: string[] }
  >();
  for (const { group, resource, verbs } of table.filter(
    rule => rule.scope === scope,
  )) {
    const key = JSON.stringify([group, verbs]);
    const rule = rules.get(key) ?? {
      apiGroups: [group],
      resources: [],
      verbs: [...verbs],
    };
    rule.resources.push(resource);
    rules.set(key, rule);
  }
  return [...rules.values()];
}

/** The rules as the file that the chart's templates read. */
export function rulesFile(rules: readonly PolicyRule[]): string {
  return `# Made from the operator's resource table by \`npm run generate\`.\n${stringify(
    rules,
  )}`;
}
