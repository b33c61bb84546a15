export { hasAllClaims, readClaims } from './Claims';
export type { Claims, RawClaims } from './Claims';
export { compilePolicy } from './Policy';
export type { Policy, PolicyOptions, PolicySettings } from './Policy';
