export { resourceTable } from './controller/resourceTable';
export type { ResourceRule, Verb } from './controller/resourceTable';
export type { Operator } from './process/Operator';
export { startOperator } from './process/startOperator';
export type {
  RunningOperator,
  SettingName,
  StartOperatorOptions,
} from './process/startOperator';
export {
  readSettings,
  SettingsError,
  variableOf,
} from './settings/readSettings';
export { settingsTable } from './settings/settingsTable';
export type {
  OperatorSettings,
  SettingDefinition,
} from './settings/settingsTable';
