export { crossSiteProblem } from './crossSiteProblem';
export type { CrossSiteProblem, CrossSiteRules } from './crossSiteProblem';
export { isOwnOrigin } from './ownOrigin';
