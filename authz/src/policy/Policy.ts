import { createHash } from 'node:crypto';
import { Claims } from './Claims';

export interface PolicySettings {
  readonly subjects: readonly string[];
  readonly emails: readonly string[];
  readonly groups: readonly string[];
  /** `All`: every list that is not empty must match. `Any`: one match is enough. */
  readonly match: 'All' | 'Any';
}

export interface PolicyOptions {
  /** Lets an address decide that the provider does not call verified. */
  readonly allowUnverifiedEmails: boolean;
}

/** Who may pass. Compiled once; a decision costs a few set look-ups. */
export interface Policy {
  /** Differs between policies that may decide differently. */
  readonly fingerprint: string;
  allows(claims: Claims): boolean;
  /** Those of the groups that this policy can ask for, in their order. */
  relevantGroups(groups: readonly string[]): readonly string[];
}

/**
 * Compiles the lists. Comparison is exact: no trimming, case folding, Unicode normalisation or prefixes. Empty lists
 * say nothing, and if nothing is said, nobody passes.
 */
export function compilePolicy(
  settings: PolicySettings,
  options: PolicyOptions,
): Policy {
  const subjects = new Set(settings.subjects);
  const emails = new Set(settings.emails.filter(hasOneAt));
  const groups = new Set(settings.groups);

  const hasSubject = (claims: Claims) => subjects.has(claims.subject);
  const hasEmail = ({ email, isEmailVerified }: Claims) =>
    email !== undefined &&
    (isEmailVerified || options.allowUnverifiedEmails) &&
    hasOneAt(email) &&
    emails.has(email);
  const hasGroup = (claims: Claims) =>
    claims.groups.some(group => groups.has(group));

  // What is configured counts, not what remains of it: an unusable address must not open the door to the other lists.
  const rules = [
    ...(settings.subjects.length > 0 ? [hasSubject] : []),
    ...(settings.emails.length > 0 ? [hasEmail] : []),
    ...(settings.groups.length > 0 ? [hasGroup] : []),
  ];
  return {
    fingerprint: fingerprint(settings, options),
    allows: claims =>
      rules.length > 0 &&
      (settings.match === 'Any'
        ? rules.some(rule => rule(claims))
        : rules.every(rule => rule(claims))),
    relevantGroups: all => all.filter(group => groups.has(group)),
  };
}

function hasOneAt(email: string): boolean {
  const at = email.indexOf('@');
  return at > 0 && at === email.lastIndexOf('@') && at < email.length - 1;
}

function fingerprint(settings: PolicySettings, options: PolicyOptions): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        [...settings.subjects].sort(),
        [...settings.emails].sort(),
        [...settings.groups].sort(),
        settings.match,
        options.allowUnverifiedEmails,
      ]),
    )
    .digest('base64url')
    .slice(0, 16);
}
