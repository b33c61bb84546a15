import {
  serverPhaseWords,
  type ServerSummary,
} from '@amalthea/plugin-amalthea-common';

/** What people call the state of a server; a stopped one says whether its files are kept. */
export function phaseWord(
  server: Pick<ServerSummary, 'phase' | 'resources'>,
): string {
  const { word } = serverPhaseWords[server.phase];
  if (server.phase !== 'stopped') {
    return word;
  }
  return server.resources.diskKept
    ? `${word} (files kept)`
    : `${word} (no files kept)`;
}

/** What the state means, and the API's own word for it, for a tooltip. */
export function phaseMeaning(
  server: Pick<ServerSummary, 'phase' | 'state' | 'resources'>,
): string {
  const meaning =
    server.phase === 'stopped' && !server.resources.diskKept
      ? 'The server uses no processor and no memory. It has no disk that is kept.'
      : serverPhaseWords[server.phase].meaning;
  return server.state ? `${meaning} (state: ${server.state})` : meaning;
}
