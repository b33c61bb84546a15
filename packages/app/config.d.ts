export interface Config {
  auth?: {
    providers?: {
      /** Sign-in for development; see packages/backend/src/localSignIn. */
      local?: {
        /**
         * Names of the users who can be chosen on the sign-in page.
         *
         * @visibility frontend
         */
        users?: string[];
      };
    };
  };
}
