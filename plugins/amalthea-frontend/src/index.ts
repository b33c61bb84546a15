export { amaltheaPlugin as default } from './plugin';
export { amaltheaApiRef } from './api';
