import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

export interface AuditedOptions {
  readonly auditor: AuditorService;
  readonly request: Request;
  readonly eventId: string;
  readonly action?: string;
  readonly meta: JsonObject;
}

/** Carries out a change and leaves who did it, to what, and how it went in the audit trail. */
export async function audited<T>(
  options: AuditedOptions,
  change: () => Promise<T>,
): Promise<T> {
  const { auditor, request, eventId, action, meta } = options;
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    request,
    meta: { ...meta, ...(action ? { actionType: action } : {}) },
  });
  try {
    const result = await change();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
