export { realEnvironment } from './Environment';
export type { Environment, Log } from './Environment';
export { OidcError } from './OidcError';
export type { OidcErrorCode } from './OidcError';
export { OidcGate } from './OidcGate';
export type { OidcGateOptions } from './OidcGate';
