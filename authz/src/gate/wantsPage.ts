import { RequestView } from './RequestView';

type Asked = Pick<
  RequestView,
  'method' | 'isWebSocket' | 'secFetchMode' | 'xRequestedWith' | 'accept'
>;

/**
 * Tells a person's navigation, which gets pages and redirects, from a script's request, which gets JSON and a status.
 * `Sec-Fetch-Mode` decides where a browser sends it; else `Accept` must name `text/html`.
 */
export function wantsPage(view: Asked): boolean {
  if (view.isWebSocket) return false;
  if (view.method !== 'GET' && view.method !== 'HEAD') return false;
  if (view.xRequestedWith?.toLowerCase() === 'xmlhttprequest') return false;
  if (view.secFetchMode !== undefined) return view.secFetchMode === 'navigate';
  return view.accept?.toLowerCase().includes('text/html') ?? false;
}
