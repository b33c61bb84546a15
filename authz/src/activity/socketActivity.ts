import { Application } from './requestActivity';

/**
 * Whether messages of the client on a WebSocket show that a person is there. The event stream of a tab never does; kernel
 * channels, terminals and other applications' sockets do.
 */
export function isSocketActivity(
  path: string,
  basePath: string,
  application: Application,
): boolean {
  if (application === 'other') return true;
  return path.slice(basePath.length) !== '/api/events/subscribe';
}
