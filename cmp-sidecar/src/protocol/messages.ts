/** One entry of the environment that repo-server hands to a plugin. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
}

/** The first message of every request stream. */
export interface RequestMetadata {
  /** The base name of the application's path, not the name of the Application. */
  readonly appName: string;
  /** The application's path relative to the root of the archive; `.` is the root. */
  readonly appRelPath: string;
  /** Lower-case hex SHA-256 of the compressed archive. */
  readonly checksum: string;
  readonly env: readonly EnvEntry[];
}

/** A message of a request stream. `empty` is what a client sends that sets neither member of the oneof. */
export type AppStreamRequest =
  | { readonly kind: 'metadata'; readonly metadata: RequestMetadata }
  | { readonly kind: 'file'; readonly chunk: Uint8Array }
  | { readonly kind: 'empty' };

/** A parameter as Argo CD's user interface shows it. */
export interface ParameterAnnouncement {
  readonly name: string;
  readonly title: string;
  readonly tooltip: string;
  readonly required?: boolean;
  readonly itemType?: string;
  readonly collectionType?: 'string' | 'array' | 'map';
  readonly string?: string;
  readonly array?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
}

/** The status of the health protocol, by its number. */
export const servingStatus = { serving: 1, notServing: 2 } as const;
