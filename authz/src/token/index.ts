export { AnonymousGate } from './AnonymousGate';
export { TokenGate } from './TokenGate';
export type { TokenGateOptions } from './TokenGate';
