export { ClockProvider, useNow } from './Clock';
