import pino from 'pino';

/** The part of pino that is used, so that a test can watch it. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** JSON lines on standard output. Callers pass no header, query or claim, so that nothing secret can get in. */
export function createLogger(
  level: 'debug' | 'info' | 'warn' | 'error',
): Logger & { level: string } {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    redact: {
      paths: [
        '*.authorization',
        '*.cookie',
        '*.token',
        'authorization',
        'cookie',
        'token',
      ],
      censor: '[redacted]',
    },
  });
}

export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
