import { z } from 'zod';
import { isIssuerUrl, issuerUrlPattern } from '../rules/issuerUrl';
import {
  celIsDataKey,
  dnsSubdomainPattern,
  isDataKey,
  isDnsSubdomain,
} from '../rules/kubernetesName';
import { withRules } from '../rules/rule';

const clientSecretSchema = withRules(
  z.object({
    value: z.string().optional().meta({
      title: 'Value',
      description:
        'The secret in clear text. Prefer secretKeyRef: anyone who may read this object can read it.',
    }),
    secretKeyRef: z
      .object({
        name: z.string().max(253).optional().meta({
          title: 'Secret',
          description: 'Name of the Secret, in the same namespace.',
        }),
        key: z
          .string()
          .max(253)
          .optional()
          .meta({ title: 'Key', description: 'Key in the Secret.' }),
      })
      .optional()
      .meta({
        title: 'Reference',
        description: 'A key of a Secret in the same namespace.',
      }),
  }),
  [
    {
      field: [],
      message: 'give exactly one of value and secretKeyRef',
      cel: 'has(self.value) != has(self.secretKeyRef)',
      holds: secret =>
        (secret.value === undefined) !== (secret.secretKeyRef === undefined),
    },
  ],
);

const stringList = (title: string, description: string) =>
  z.array(z.string().max(1024)).default([]).meta({ title, description });

/** spec.auth.oidc */
export const oidcSchema = withRules(
  z.object({
    enabled: z.boolean().default(false).meta({
      title: 'Enabled',
      description:
        'Let people in by their login at an OpenID provider instead of by a token.',
    }),
    issuerUrl: z.string().max(2048).optional().meta({
      title: 'Issuer',
      description:
        'URL of the OpenID provider; /.well-known/openid-configuration below it is read.',
    }),
    clientId: z.string().max(1024).optional().meta({
      title: 'Client ID',
      description:
        'Client that is registered at the provider with the redirect URI <URL of the server>/oauth2/callback.',
    }),
    clientSecret: clientSecretSchema.optional().meta({
      title: 'Client secret',
      description: 'Secret of the client; leave it out for a public client.',
    }),
    authorizedEmails: stringList(
      'E-mail addresses',
      'Who may come in, by the verified "email" claim.',
    ),
    authorizedGroups: stringList(
      'Groups',
      'Who may come in, by the "groups" claim: one of these is enough.',
    ),
    authorizedSubjects: stringList(
      'Subjects',
      'Who may come in, by the "sub" claim.',
    ),
    match: z.enum(['All', 'Any']).default('All').meta({
      title: 'Match',
      description:
        'Whether each kind of list that is not empty must match (as in classic), or one of them.',
    }),
    scopes: z
      .array(
        z
          .string()
          .max(256)
          .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/),
      )
      .optional()
      .meta({
        title: 'Scopes',
        description:
          'Scopes to ask for; openid is always among them. Default: openid, profile and email.',
      }),
  }),
  [
    {
      field: ['issuerUrl'],
      message:
        'give the URL of the OpenID provider, because auth.oidc.enabled is true',
      reason: 'FieldValueRequired',
      cel: "!self.enabled || (has(self.issuerUrl) && self.issuerUrl != '')",
      holds: oidc => !oidc.enabled || Boolean(oidc.issuerUrl),
      reads: [['enabled'], ['issuerUrl']],
    },
    {
      field: ['issuerUrl'],
      message:
        'must be an http or https URL without query and fragment, such as https://idp.example.org/realms/lab',
      cel: `!self.enabled || !has(self.issuerUrl) || self.issuerUrl == '' || (self.issuerUrl.matches(r'${issuerUrlPattern}') && isURL(self.issuerUrl))`,
      holds: oidc =>
        !oidc.enabled || !oidc.issuerUrl || isIssuerUrl(oidc.issuerUrl),
      reads: [['enabled'], ['issuerUrl']],
    },
    {
      field: ['clientId'],
      message:
        'give the client that is registered at the provider, because auth.oidc.enabled is true',
      reason: 'FieldValueRequired',
      cel: "!self.enabled || (has(self.clientId) && self.clientId != '')",
      holds: oidc => !oidc.enabled || Boolean(oidc.clientId),
      reads: [['enabled'], ['clientId']],
    },
    {
      field: ['clientSecret', 'secretKeyRef', 'name'],
      message: 'must be the name of a Secret in the same namespace',
      cel: `!self.enabled || !has(self.clientSecret) || !has(self.clientSecret.secretKeyRef) || (has(self.clientSecret.secretKeyRef.name) && self.clientSecret.secretKeyRef.name.matches(r'${dnsSubdomainPattern}'))`,
      holds: oidc =>
        !oidc.enabled ||
        !oidc.clientSecret?.secretKeyRef ||
        isDnsSubdomain(oidc.clientSecret.secretKeyRef.name ?? ''),
      reads: [['enabled'], ['clientSecret']],
    },
    {
      field: ['clientSecret', 'secretKeyRef', 'key'],
      message: 'must be a key of the Secret',
      cel: `!self.enabled || !has(self.clientSecret) || !has(self.clientSecret.secretKeyRef) || (has(self.clientSecret.secretKeyRef.key) && ${celIsDataKey(
        'self.clientSecret.secretKeyRef.key',
      )})`,
      holds: oidc =>
        !oidc.enabled ||
        !oidc.clientSecret?.secretKeyRef ||
        isDataKey(oidc.clientSecret.secretKeyRef.key ?? ''),
      reads: [['enabled'], ['clientSecret']],
    },
  ],
);
