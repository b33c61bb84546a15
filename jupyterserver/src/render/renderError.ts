import { formatPath } from '../parse/problem';

export type RenderErrorCode =
  | 'PATCH_FAILED'
  | 'PATCH_MALFORMED'
  | 'CHILD_MALFORMED';

/** Where in spec.patches rendering failed; indices count from 0. */
export interface PatchLocation {
  readonly patchIndex: number;
  readonly operationIndex?: number;
  readonly op?: string;
  readonly path?: string;
}

/** The bundle cannot be rendered, because of the user's patches. */
export class RenderError extends Error {
  override readonly name = 'RenderError';

  /**
   * @param steps - the field of the JupyterServer to correct, such as spec, patches, 0, patch, 1
   * @param reason - what is wrong there
   */
  constructor(
    readonly code: RenderErrorCode,
    readonly steps: readonly PropertyKey[],
    readonly reason: string,
    readonly location?: PatchLocation,
    options?: ErrorOptions,
  ) {
    super(`${formatPath(steps)}: ${reason}`, options);
  }
}
