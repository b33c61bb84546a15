/**
 * `status.state` of a JupyterServer, as the API has it.
 *
 * @public
 */
export type ServerState =
  | 'starting'
  | 'running'
  | 'stopping'
  | 'failed'
  | 'hibernated';

/**
 * What people call a server's state. Deleting wins over everything else.
 *
 * @public
 */
export type ServerPhase =
  | 'starting'
  | 'running'
  | 'stopped'
  | 'failed'
  | 'deleting';

/**
 * The words for each phase, and what they mean for somebody who sees them the first time.
 *
 * @public
 */
export const serverPhaseWords: Readonly<
  Record<ServerPhase, { readonly word: string; readonly meaning: string }>
> = {
  starting: {
    word: 'Starting',
    meaning: 'The server is being prepared. It opens as soon as it answers.',
  },
  running: {
    word: 'Running',
    meaning: 'The server answers and can be opened.',
  },
  stopped: {
    word: 'Stopped',
    meaning:
      'The server uses no processor and no memory. Files on its disk are kept.',
  },
  failed: {
    word: 'Failed',
    meaning:
      'The server could not start or stopped by itself. The reason says what to do.',
  },
  deleting: {
    word: 'Being deleted',
    meaning: 'The server and everything made for it are being removed.',
  },
};
