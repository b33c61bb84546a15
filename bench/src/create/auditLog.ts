import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One write that the API server answered. */
export interface AuditedWrite {
  readonly user: string;
  readonly verb: string;
  /** `statefulsets` or `jupyterservers/status`. */
  readonly resource: string;
  readonly namespace: string;
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly finishedAt: number;
}

const writes: ReadonlySet<string> = new Set([
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly stageTimestamp: string;
  readonly user: { readonly username: string };
  readonly responseStatus?: { readonly code?: number };
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
  };
}

/**
 * Reads the writes from the API server's audit log (level Metadata): the count that nobody can flatter.
 *
 * @param file - the log: a JSON document per line
 * @param since - milliseconds since the epoch; earlier ones are left out
 */
export async function auditedWrites(
  file: string,
  since: number,
): Promise<readonly AuditedWrite[]> {
  const found: AuditedWrite[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // The last line may be half written.
    if (!line.endsWith('}') || !line.includes('"ResponseComplete"')) {
      continue;
    }
    const event = JSON.parse(line) as AuditEvent;
    const finishedAt = Date.parse(event.stageTimestamp);
    if (!writes.has(event.verb) || finishedAt < since || !event.objectRef) {
      continue;
    }
    const { resource = '', subresource, namespace = '' } = event.objectRef;
    found.push({
      user: event.user.username,
      verb: event.verb,
      resource: subresource ? `${resource}/${subresource}` : resource,
      namespace,
      status: event.responseStatus?.code ?? 0,
      finishedAt,
    });
  }
  return found;
}
