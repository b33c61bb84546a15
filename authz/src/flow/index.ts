export { callbackParameters } from './callbackParameters';
export type { CallbackParameters } from './callbackParameters';
export { Flows } from './Flows';
export type { FlowsOptions, FoundFlow, StartedFlow } from './Flows';
export type { Flow } from './Flow';
export { returnTarget } from './returnTarget';
