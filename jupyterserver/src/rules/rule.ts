import { z } from 'zod';

/** How the API server classifies the refusal (FieldValue… reasons of apiextensions). */
export type RuleReason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueForbidden';

/**
 * Something that must hold for a part of the spec, said once for both places that check it: as CEL for the API server
 * and as a predicate for everyone who parses documents before they reach it.
 */
export interface Rule<T> {
  /** Where the refused field is, seen from the value that carries the rule. */
  readonly field: readonly string[];
  readonly message: string;
  readonly reason?: RuleReason;
  /** Kubernetes CEL; `self` is the value that carries the rule. */
  readonly cel: string;
  readonly holds: (value: T) => boolean;
  /** Fields that the predicate reads; it is skipped while one of them is malformed. Default: only `field`. */
  readonly reads?: readonly (readonly string[])[];
}

/** A change that must not happen. */
export interface TransitionRule<T> {
  readonly field: readonly string[];
  readonly message: string;
  /** Kubernetes CEL with `self` and `oldSelf`. */
  readonly cel: string;
  readonly holds: (after: T, before: T) => boolean;
}

interface CelValidation {
  readonly rule: string;
  readonly message: string;
  readonly fieldPath?: string;
  readonly reason: RuleReason;
}

function celFieldPath(field: readonly string[]): { fieldPath?: string } {
  return field.length > 0 ? { fieldPath: `.${field.join('.')}` } : {};
}

function overlaps(
  one: readonly PropertyKey[],
  other: readonly PropertyKey[],
): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((key, index) => key === other[index]);
}

/** Attaches the rules to a schema: checked when it parses, and written to the CRD as x-kubernetes-validations. */
export function withRules<S extends z.ZodType>(
  schema: S,
  rules: readonly Rule<z.output<S>>[],
  transitions: readonly TransitionRule<z.output<S>>[] = [],
): S {
  const checked = rules.reduce<S>(
    (current, rule) =>
      current.refine(value => rule.holds(value), {
        error:
          rule.reason === 'FieldValueRequired'
            ? `is required: ${rule.message}`
            : rule.message,
        path: [...rule.field],
        when: ({ issues }) => {
          const reads = rule.reads ?? [rule.field];
          return !issues.some(issue =>
            reads.some(read => overlaps(issue.path ?? [], read)),
          );
        },
      }) as S,
    schema,
  );
  const validations: CelValidation[] = [
    ...rules.map(rule => ({
      rule: rule.cel,
      message: rule.message,
      ...celFieldPath(rule.field),
      reason: rule.reason ?? ('FieldValueInvalid' as const),
    })),
    ...transitions.map(transition => ({
      rule: transition.cel,
      message: transition.message,
      ...celFieldPath(transition.field),
      reason: 'FieldValueForbidden' as const,
    })),
  ];
  return checked.meta({ 'x-kubernetes-validations': validations }) as S;
}
