/** What the rest of the program logs with, so that a test can watch it. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const ranks = { debug: 0, info: 1, warn: 2, error: 3 } as const;

export type LogLevel = keyof typeof ranks;

/** Where lines go; part of `process.stdout`. */
export interface LogSink {
  write(line: string): unknown;
}

/** Callers pass none of these; should one do so one day, the secret stays out all the same. */
const secretNames: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'token',
]);

/** JSON lines with `level`, `time`, the fields and `msg`. Callers pass no header, query or claim, so that nothing secret can get in. */
export function createLogger(
  level: LogLevel,
  sink: LogSink,
  nowMilliseconds: () => number = Date.now,
): Logger & { level: LogLevel } {
  const current = { level };
  const writer = (own: LogLevel) => (fields: object, msg: string) => {
    if (ranks[own] < ranks[current.level]) return;
    const time = new Date(nowMilliseconds()).toISOString();
    const line = { level: own, time, ...fields, msg };
    sink.write(`${JSON.stringify(line, withoutSecrets)}\n`);
  };
  return Object.assign(current, {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  });
}

function withoutSecrets(name: string, value: unknown): unknown {
  return secretNames.has(name.toLowerCase()) ? '[redacted]' : value;
}

export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
