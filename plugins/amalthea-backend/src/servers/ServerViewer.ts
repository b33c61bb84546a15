/** What a caller may do with one server, by the permission policy alone. */
export interface ServerGrants {
  readonly read: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

/** How rows are coloured for somebody: who they are and what they may do. */
export interface ServerViewer {
  readonly userReference?: string;
  readonly ownershipReferences: readonly string[];
  grants(owner: string | undefined): ServerGrants;
}
