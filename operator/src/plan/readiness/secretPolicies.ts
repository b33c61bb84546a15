import { secretKeys } from '@amalthea/jupyterserver';

import { failed, Finding, ReadinessInput, startingUntil } from './Finding';

/** Argo CD may make the pod before the operator has made the Secret; the kubelet tries again by itself. */
const patienceMilliseconds = 30_000;
/** The kubelet's pauses between two attempts grow to about two minutes. */
const retryMilliseconds = 150_000;

/**
 * What the kubelet's word about a Secret means; `undefined` when it is not about one.
 *
 * @param input - what is the case
 * @param message - the kubelet's word
 * @param detail - what people are told
 */
export function missingSecret(
  input: ReadinessInput,
  message: string,
  detail: string,
): Finding | undefined {
  if (
    !/secret ".*" not found|non-existent secret key|couldn't find key .* in secret/i.test(
      message,
    )
  ) {
    return undefined;
  }
  const { pod, server, children } = input.observed;
  const createdAt = Date.parse(pod?.createdAt ?? '');
  if (isOurs(message, server)) {
    const exists = children.some(
      ({ kind, metadata }) =>
        kind === 'Secret' && metadata.name === server.name,
    );
    const until =
      createdAt + (exists ? retryMilliseconds : patienceMilliseconds);
    if (input.now < until) {
      return startingUntil('Starting', until);
    }
  }
  return failed('SecretMissing', detail);
}

/** A Secret that the message names, or a key that only our Secret has. */
function isOurs(
  message: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): boolean {
  const named =
    /secret "([^"]+)" not found/i.exec(message)?.[1] ??
    /in secret "?([^\s"]+)"?/i.exec(message)?.[1];
  if (named !== undefined) {
    return named === name || named === `${namespace}/${name}`;
  }
  const key = /non-existent secret key: ?"?([\w.-]+)/.exec(message)?.[1];
  return Object.values<string>(secretKeys).includes(key ?? '');
}
