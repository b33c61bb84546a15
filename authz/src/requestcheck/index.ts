export type { CheckedRequest, CheckResult, Refusal } from './CheckedRequest';
export { checkRequest } from './checkRequest';
export { checkTarget } from './checkTarget';
