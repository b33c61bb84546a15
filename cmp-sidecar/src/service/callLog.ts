import type { RequestEnvironment } from '../parameters/environment';
import { requestEnvironment } from '../parameters/environment';
import type { Reception } from './reception';

/** Fields of the log line of one call: who asked and what it cost, never what the files hold. */
export function describeCall(
  method: string,
  reception: Pick<Reception, 'metadata' | 'receivedBytes'>,
  milliseconds: number,
): Readonly<Record<string, string | number | undefined>> {
  const { metadata, receivedBytes } = reception;
  const environment: RequestEnvironment = requestEnvironment(
    metadata?.env ?? [],
  );
  return {
    method,
    application: environment.get('ARGOCD_APP_NAME') ?? metadata?.appName,
    path: metadata?.appRelPath,
    revision:
      environment.get('ARGOCD_APP_REVISION_SHORT_8') ??
      environment.get('ARGOCD_APP_REVISION'),
    receivedBytes,
    milliseconds: Math.round(milliseconds),
  };
}
