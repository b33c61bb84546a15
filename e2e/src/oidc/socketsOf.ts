import type { Page } from 'playwright-core';

/** Follows the WebSockets of the document that a page shows, from now on; `open` gives their addresses. */
export function socketsOf(page: Page): { open(): readonly string[] } {
  const open = new Map<object, string>();
  page.on('websocket', socket => {
    open.set(socket, socket.url());
    socket.on('close', () => open.delete(socket));
    socket.on('socketerror', () => open.delete(socket));
  });
  // Those of a document that is left end with it, without a word.
  page.on('request', request => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame())
      open.clear();
  });
  return { open: () => [...open.values()] };
}
