import { z } from 'zod';
import {
  amaltheaErrorCodes,
  type AmaltheaErrorCode,
  type FieldProblem,
} from './errorCodes';

const errorBodySchema = z.object({
  error: z.object({
    name: z.string().default('Error'),
    message: z.string(),
    cause: z
      .object({
        code: z.enum(amaltheaErrorCodes),
        hint: z.string().optional(),
        detail: z.string().optional(),
        problems: z
          .array(z.object({ field: z.string(), message: z.string() }))
          .optional(),
      })
      .optional()
      .catch(undefined),
  }),
});

/**
 * A request that the portal backend refused or that did not reach it. `message` is a sentence for people.
 *
 * @public
 */
export class AmaltheaRequestError extends Error {
  /** 0 when no answer arrived. */
  readonly statusCode: number;
  /** Absent when the answer did not come from the Amalthea backend. */
  readonly code?: AmaltheaErrorCode;
  readonly hint?: string;
  readonly detail?: string;
  readonly problems: readonly FieldProblem[];

  static async fromResponse(response: Response): Promise<AmaltheaRequestError> {
    const body = errorBodySchema.safeParse(
      await response.json().catch(() => undefined),
    );
    if (!body.success) {
      return new AmaltheaRequestError(
        `The portal answered with status ${response.status}. Try again in a moment.`,
        {
          statusCode: response.status,
        },
      );
    }
    const { message, cause } = body.data.error;
    if (response.status === 401) {
      return new AmaltheaRequestError(
        'Your sign-in is not accepted any more. Reload this page to sign in again.',
        { statusCode: 401, detail: message },
      );
    }
    return new AmaltheaRequestError(message, {
      statusCode: response.status,
      ...cause,
    });
  }

  static fromNetworkFailure(failure: unknown): AmaltheaRequestError {
    return new AmaltheaRequestError(
      'The portal does not answer. Check your connection and try again.',
      {
        statusCode: 0,
        detail: failure instanceof Error ? failure.message : String(failure),
        cause: failure,
      },
    );
  }

  /** A reference that names no server, for which nobody needs to be asked. */
  static forReference(reference: string): AmaltheaRequestError {
    return new AmaltheaRequestError(`There is no server '${reference}'.`, {
      statusCode: 404,
      code: 'ServerNotFound',
      hint: 'Check the address.',
    });
  }

  private constructor(
    message: string,
    options: {
      statusCode: number;
      code?: AmaltheaErrorCode;
      hint?: string;
      detail?: string;
      problems?: readonly FieldProblem[];
      cause?: unknown;
    },
  ) {
    super(
      message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AmaltheaRequestError';
    this.statusCode = options.statusCode;
    this.code = options.code;
    this.hint = options.hint;
    this.detail = options.detail;
    this.problems = options.problems ?? [];
  }
}
