export { realEnvironment } from './Environment';
export { useLeanWebClasses } from './leanWebClasses';
export type { Environment, Log } from './Environment';
export { OidcError } from './OidcError';
export type { OidcErrorCode } from './OidcError';
export { OidcGate } from './OidcGate';
export type { OidcGateOptions } from './OidcGate';
