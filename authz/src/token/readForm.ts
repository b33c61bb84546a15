import { IncomingMessage } from 'node:http';

/** The form cannot be read; `status` is that of the answer. */
export class FormError extends Error {
  readonly name = 'FormError';

  constructor(
    readonly code: 'form_too_large' | 'form_type' | 'form_timeout',
    readonly status: 408 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

const maximumBytes = 16_384;
const maximumMilliseconds = 10_000;

/**
 * Reads a small HTML form.
 *
 * @throws FormError
 */
export async function readForm(
  request: IncomingMessage,
): Promise<URLSearchParams> {
  const type = request.headers['content-type']
    ?.split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new FormError(
      'form_type',
      415,
      'Send the form as application/x-www-form-urlencoded.',
    );
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(
    () =>
      request.destroy(
        new FormError('form_timeout', 408, 'The form did not arrive in time.'),
      ),
    maximumMilliseconds,
  );
  try {
    // Leaving the loop must not destroy the request: the client is to read why its form is refused.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += (chunk as Buffer).length;
      if (bytes > maximumBytes)
        throw new FormError('form_too_large', 413, 'The form is too large.');
      chunks.push(chunk as Buffer);
    }
  } finally {
    clearTimeout(timer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
