import { Refusal } from './CheckedRequest';

const originForm = /^\/[\x21-\x22\x24-\x7e]*$/;
// A segment that is . or .. in any spelling; `\` is a slash to some servers.
const dotSegment = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\;]|%2f|%5c|$)/i;

/**
 * Accepts a request target in origin form only (RFC 9112, section 3.2.1): an absolute or authority form could name
 * another server, and a path with dot segments another path to the server than to us.
 */
export function checkTarget(target: string): Refusal | undefined {
  if (!originForm.test(target))
    return refuse(
      'The request target must be a path: neither a URL nor * nor a fragment.',
    );
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  if (path.startsWith('//'))
    return refuse('The path must begin with exactly one slash.');
  if (path.includes('\\'))
    return refuse('The path must not contain a backslash.');
  if (/%00/.test(path))
    return refuse('The path must not contain an encoded NUL.');
  if ((path.includes('/.') || path.includes('%')) && dotSegment.test(path))
    return refuse('The path must not contain . or .. segments.');
  return undefined;
}

function refuse(message: string): Refusal {
  return { status: 400, code: 'bad_target', message };
}
