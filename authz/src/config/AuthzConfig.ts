import { AuthzSettings } from './settingsSchema';

export interface AuthzSecrets {
  /** Sent to Jupyter as `Authorization: token …`; in mode `token` it is also what people must know. */
  readonly appToken?: string;
  /** 32 bytes each, newest first: the first seals, all open. At most two. */
  readonly cookieKeys: readonly Buffer[];
  /** Secret, or private key, of the OIDC client. */
  readonly clientSecret?: string;
}

/** One consistent reading of the mounted directory. */
export interface AuthzConfig {
  readonly settings: AuthzSettings;
  readonly secrets: AuthzSecrets;
}
