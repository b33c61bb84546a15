import { Identity } from '../gate';

/**
 * Whether the query of the question (`allowed_groups`, `allowed_emails`, as oauth2-proxy has them, comma-separated)
 * excludes somebody whom the policy lets pass. It can never let anybody in.
 */
export function isNarrowedOut(identity: Identity, query: string): boolean {
  if (query === '') return false;
  const asked = new URLSearchParams(query);
  const groups = listOf(asked, 'allowed_groups');
  if (groups && !groups.some(group => identity.groups.includes(group)))
    return true;
  const emails = listOf(asked, 'allowed_emails');
  return (
    emails !== undefined &&
    (identity.email === undefined || !emails.includes(identity.email))
  );
}

function listOf(
  asked: URLSearchParams,
  name: string,
): readonly string[] | undefined {
  const values = asked.getAll(name);
  return values.length === 0
    ? undefined
    : values.flatMap(value => value.split(',')).filter(value => value !== '');
}
