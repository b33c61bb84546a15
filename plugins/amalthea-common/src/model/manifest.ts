/**
 * One object of a server: as rendered from its definition, and as it is in the cluster.
 * Values of Secrets are never included.
 *
 * @public
 */
export interface ManifestObject {
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly renderedYaml: string;
  readonly liveYaml?: string;
}

/**
 * Answer of `GET …/manifest`.
 *
 * @public
 */
export interface ServerManifest {
  /** The JupyterServer without its status and bookkeeping metadata; ready to be committed or applied. */
  readonly serverYaml: string;
  readonly objects: readonly ManifestObject[];
  /** Why the objects could not be rendered, in a sentence, when they could not. */
  readonly renderProblem?: string;
}
