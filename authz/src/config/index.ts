export type { AuthzConfig, AuthzSecrets } from './AuthzConfig';
export { matcher, plainAddress } from './cidr';
export { ConfigDirectory } from './ConfigDirectory';
export { ConfigError } from './ConfigError';
export type { ConfigProblem } from './ConfigError';
export { parseConfig } from './parseConfig';
export type { ConfigFiles } from './parseConfig';
export { settingsSchema } from './settingsSchema';
export type { AuthzSettings, AuthzSettingsInput } from './settingsSchema';
