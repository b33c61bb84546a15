export { Authz } from './Authz';
export type { AuthzOptions, GateContext } from './Authz';
export type { ActivityReport } from './activity';
export { ConfigError, parseConfig, settingsSchema } from './config';
export type {
  AuthzConfig,
  AuthzSettings,
  AuthzSettingsInput,
  ConfigFiles,
  ConfigProblem,
} from './config';
export { createGate } from './createGate';
export { createLogger, silentLogger } from './log/Logger';
