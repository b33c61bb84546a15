/** The ways in which a call to the API server fails. */
export type KubeErrorCode =
  | 'KUBE_API'
  | 'KUBE_CONNECTION'
  | 'KUBE_DEADLINE'
  | 'KUBE_WATCH'
  | 'KUBE_CONFIG'
  | 'KUBE_UNKNOWN_KIND';

/** What all errors of this package have in common. */
export abstract class KubeError extends Error {
  /** Stable; documented in docs/reference/errors.md. */
  abstract readonly code: KubeErrorCode;
}

/** The API server could not be reached, or the connection broke before the answer was complete. */
export class KubeConnectionError extends KubeError {
  readonly code = 'KUBE_CONNECTION';

  /**
   * @param message - what broke
   * @param sent - whether the server may have received, and carried out, the request
   */
  constructor(
    message: string,
    readonly sent: 'no' | 'maybe',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'KubeConnectionError';
  }
}

/** The answer did not come in time. The request may have been carried out. */
export class KubeDeadlineError extends KubeError {
  readonly code = 'KUBE_DEADLINE';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KubeDeadlineError';
  }
}

/** A watch ended in the middle of a line or sent something that is not a watch event. */
export class KubeWatchError extends KubeError {
  readonly code = 'KUBE_WATCH';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KubeWatchError';
  }
}

/** The kubeconfig cannot be used. */
export class KubeConfigError extends KubeError {
  readonly code = 'KUBE_CONFIG';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KubeConfigError';
  }
}

/** The API server does not serve this kind. */
export class KubeUnknownKindError extends KubeError {
  readonly code = 'KUBE_UNKNOWN_KIND';

  constructor(readonly apiVersion: string, readonly kind: string) {
    super(
      `The API server does not know the kind ${kind} in ${apiVersion}. Install its CustomResourceDefinition or correct apiVersion and kind.`,
    );
    this.name = 'KubeUnknownKindError';
  }
}
