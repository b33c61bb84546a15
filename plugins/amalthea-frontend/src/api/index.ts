export { amaltheaApiRef } from './amaltheaApiRef';
export { amaltheaApi } from './amaltheaApi';
