import {
  parseQuantity,
  type ManifestObject,
} from '@amalthea/plugin-amalthea-common';
import { parse, stringify } from 'yaml';

/** How what runs relates to what the definition says. */
export type ObjectComparison =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'different';
      readonly runs: string;
      readonly defined: string;
    }
  | { readonly kind: 'missing' }
  /** The portal does not read Secrets, so it cannot compare them. */
  | { readonly kind: 'unread' };

/**
 * Compares an object with its definition, field by field of the definition: what the cluster
 * adds by itself (defaults, status, bookkeeping) is no difference.
 */
export function compareObject(object: ManifestObject): ObjectComparison {
  if (object.kind === 'Secret') {
    return { kind: 'unread' };
  }
  if (object.liveYaml === undefined) {
    return { kind: 'missing' };
  }
  const defined: unknown = parse(object.renderedYaml);
  const definedYaml = stringify(defined);
  const runs = stringify(projectOnto(defined, parse(object.liveYaml)));
  return runs === definedYaml
    ? { kind: 'same' }
    : { kind: 'different', runs, defined: definedYaml };
}

/**
 * The part of a live value that the definition speaks about, in the definition's order. Items of
 * lists belong together by their name, else by their place; quantities that are the same amount
 * (`0.5` and `500m`) are the same.
 */
export function projectOnto(defined: unknown, live: unknown): unknown {
  if (Array.isArray(defined) && Array.isArray(live)) {
    return projectList(defined, live);
  }
  if (isMap(defined) && isMap(live)) {
    return Object.fromEntries(
      Object.entries(defined)
        .filter(([key]) => Object.hasOwn(live, key))
        .map(([key, value]) => [key, projectOnto(value, live[key])]),
    );
  }
  return isSameAmount(defined, live) ? defined : live;
}

function projectList(
  defined: readonly unknown[],
  live: readonly unknown[],
): unknown[] {
  if (!defined.every(isNamed) || !live.every(isNamed)) {
    return live.map((item, index) =>
      index < defined.length ? projectOnto(defined[index], item) : item,
    );
  }
  const inOrder = defined.flatMap(item => {
    const found = live.find(candidate => candidate.name === item.name);
    return found ? [projectOnto(item, found)] : [];
  });
  const added = live.filter(
    item => !defined.some(candidate => candidate.name === item.name),
  );
  return [...inOrder, ...added];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamed(
  value: unknown,
): value is Readonly<Record<string, unknown>> & { readonly name: string } {
  return isMap(value) && typeof value.name === 'string';
}

function isSameAmount(one: unknown, other: unknown): boolean {
  const amount = amountOf(one);
  return amount !== undefined && amount === amountOf(other);
}

function amountOf(value: unknown): number | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? parseQuantity(value)
    : undefined;
}
