/** Who a request acts for, as far as the mode knows. Values are those of the token, byte for byte. */
export interface Identity {
  readonly subject?: string;
  readonly email?: string;
  readonly groups: readonly string[];
}

/** The identity of token and anonymous modes, which know nobody by name. */
export const nobodyInParticular: Identity = { groups: [] };
