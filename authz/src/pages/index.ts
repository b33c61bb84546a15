export type { Page, PageAction } from './Page';
export { renderPage } from './renderPage';
