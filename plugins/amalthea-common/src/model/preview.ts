import type { ServerReference } from './serverReference';

/**
 * One object that will run for the server.
 *
 * @public
 */
export interface PreviewObject {
  /** The key that patches use, such as `statefulset`. */
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly yaml: string;
}

/**
 * One line of the namespace's quota before and after the request, in the resource's base unit
 * (cores, bytes, pieces).
 *
 * @public
 */
export interface QuotaLine {
  readonly quota: string;
  /** As the ResourceQuota names it, such as `requests.memory`. */
  readonly resource: string;
  readonly unit: 'cores' | 'bytes' | 'pieces';
  readonly limit: number;
  readonly used: number;
  readonly after: number;
  readonly exceeded: boolean;
}

/**
 * Something that should be known before the request is sent. Errors would make it fail.
 *
 * @public
 */
export interface PreviewFinding {
  readonly severity: 'warning' | 'error';
  readonly code: string;
  readonly sentence: string;
  readonly hint?: string;
  /** The field of the request or of the JupyterServer it belongs to. */
  readonly field?: string;
  readonly message?: string;
}

/**
 * Answer of `POST /preview`.
 *
 * @public
 */
export interface PreviewResult {
  readonly reference: ServerReference;
  readonly url: string;
  /** The JupyterServer that would be created. */
  readonly serverYaml: string;
  readonly objects: readonly PreviewObject[];
  readonly quota: readonly QuotaLine[];
  readonly findings: readonly PreviewFinding[];
  /** Whether creating it now would be accepted, as far as the cluster says. */
  readonly acceptable: boolean;
}

/**
 * Answer of `GET /names/:cluster/:namespace/:name`.
 *
 * @public
 */
export type NameAvailability =
  | { readonly available: true }
  | {
      readonly available: false;
      readonly reason: string;
      readonly suggestion?: string;
    };
