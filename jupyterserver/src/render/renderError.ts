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

  constructor(
    readonly code: RenderErrorCode,
    message: string,
    readonly location?: PatchLocation,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
