/** What went wrong on this machine, as a code that tests and callers can tell apart. */
export type DevErrorCode =
  | 'ARCHITECTURE_UNSUPPORTED'
  | 'BUILD_FAILED'
  | 'CLUSTER_BUSY'
  | 'CLUSTER_NOT_FOUND'
  | 'COMMAND_FAILED'
  | 'COMPONENT_FAILED'
  | 'DISK_FULL'
  | 'FILE_FORBIDDEN'
  | 'GO_MISSING'
  | 'IMAGE_NOT_FOUND'
  | 'INTERRUPTED'
  | 'NETWORK_UNAVAILABLE'
  | 'PACKAGES_MISSING'
  | 'PORT_IN_USE'
  | 'ROOT_REQUIRED'
  | 'STATE_UNREADABLE'
  | 'TOOL_UNKNOWN'
  | 'USAGE';

/** A failure whose message says what to do about it; commands print the message alone, without a stack. */
export class DevError extends Error {
  readonly code: DevErrorCode;

  constructor(code: DevErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DevError';
    this.code = code;
  }
}
