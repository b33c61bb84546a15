export interface Config {
  /** Settings of this portal itself. */
  portal?: {
    /**
     * Entity references of people and groups who see and change everybody's servers, and may use the Kubernetes
     * plugin.
     */
    administrators?: string[];
  };
  auth?: {
    providers?: {
      /** Sign-in for development and tests: people say who they are. Only over loopback. */
      local?: {
        /** Names of User entities in the namespace `default` of the catalog. */
        users: string[];
        /** Allows it although NODE_ENV is not `development`. Never on a machine that other people use. */
        dangerouslyAllowOutsideDevelopment?: boolean;
      };
    };
  };
}
