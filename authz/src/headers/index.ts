export { clientHeaders } from './clientHeaders';
export { cookieValue } from './cookies';
export { headerValue } from './identityValues';
export { tokensIn, withoutToken } from './upstreamTarget';
export { upstreamHead } from './upstreamHead';
export type { BodyFraming, HeadInput } from './upstreamHead';
