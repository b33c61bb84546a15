export { ServerEntityCard } from './ServerEntityCard';
