export { derive } from './derive';
export { ProxyServer } from './ProxyServer';
export type { Services } from './Services';
