export { FrameScanner } from './FrameScanner';
export { acceptFor } from './handshake';
export { Tunnel } from './Tunnel';
export type { TunnelOptions } from './Tunnel';
