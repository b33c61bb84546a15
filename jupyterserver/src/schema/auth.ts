import { z } from 'zod';
import { withRules } from '../rules/rule';
import {
  celHasNoControlCharacters,
  hasNoControlCharacters,
} from '../rules/text';
import { oidcSchema } from './oidc';
import { secretKeyRefSchema } from './secretKeyRef';

/** spec.auth */
export const authSchema = withRules(
  z.object({
    token: z.string().max(4096).optional().meta({
      title: 'Token',
      description:
        'Absent: a random token is generated. Empty: no token is asked for, which is meant for use with oidc. Otherwise the token itself, in clear text; prefer tokenSecretRef.',
    }),
    tokenSecretRef: secretKeyRefSchema.optional().meta({
      title: 'Token from a Secret',
      description: 'Takes the token from a Secret in the same namespace.',
    }),
    oidc: oidcSchema.prefault({}).meta({
      title: 'OpenID Connect',
      description: 'Login at an OpenID provider.',
    }),
  }),
  [
    {
      field: ['tokenSecretRef'],
      message: 'cannot be given together with auth.token: keep one of them',
      reason: 'FieldValueForbidden',
      cel: "!has(self.tokenSecretRef) || !has(self.token) || self.token == ''",
      holds: auth => !auth.tokenSecretRef || !auth.token,
      reads: [['token'], ['tokenSecretRef']],
    },
    {
      field: ['token'],
      message: 'must not contain line breaks or other control characters',
      cel: `!has(self.token) || ${celHasNoControlCharacters('self.token')}`,
      holds: auth => hasNoControlCharacters(auth.token ?? ''),
    },
  ],
);
