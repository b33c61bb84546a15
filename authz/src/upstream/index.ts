export { JupyterToken } from './JupyterToken';
export { UpstreamConnection } from './UpstreamConnection';
export type { Exchange } from './UpstreamConnection';
export { UpstreamError } from './UpstreamError';
export { UpstreamPool } from './UpstreamPool';
export type { ResponseHead } from './ResponseHead';
export { parseResponseHead } from './ResponseHead';
