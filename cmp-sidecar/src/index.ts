export {
  runCommand,
  type CommandInput,
  type CommandOutput,
} from './commandLine';
export {
  deliver,
  type Delivery,
  type DeliveryRequest,
} from './delivery/deliver';
export { DeliveryError, type FailureCode } from './failure';
export { defaultArchiveLimits, type ArchiveLimits } from './archive/limits';
export { parameterTable } from './parameters/parameterTable';
export { pluginName, sidecarVersion } from './process/pluginName';
export { variableSchema, variablePrefix } from './process/configuration';
export {
  packEntries,
  packFiles,
  type ArchiveEntry,
} from './repoServer/archive';
export {
  RepoServerClient,
  type CallResult,
  type GenerateRequest,
} from './repoServer/repoServerClient';
