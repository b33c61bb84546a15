import type { Secret } from 'kubernetes-types/core/v1';
import { secretKeys } from '../names/secretKeys';
import { ChildInput, childMetadata } from './child';

/** Base64 of the text's UTF-8 bytes, in Node.js and in browsers. */
export function base64(text: string): string {
  return btoa(
    Array.from(new TextEncoder().encode(text), byte =>
      String.fromCharCode(byte),
    ).join(''),
  );
}

/** Only the values that the server gives; the operator adds the ones it generates and keeps. */
export function buildSecret(input: ChildInput): Secret {
  const { token, tokenSecretRef, oidc } = input.server.spec.auth;
  const clientSecret = oidc.enabled ? oidc.clientSecret?.value : undefined;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: childMetadata(input),
    type: 'Opaque',
    data: {
      ...(token && !tokenSecretRef
        ? { [secretKeys.appToken]: base64(token) }
        : {}),
      ...(clientSecret === undefined
        ? {}
        : { [secretKeys.oidcClientSecret]: base64(clientSecret) }),
    },
  };
}
