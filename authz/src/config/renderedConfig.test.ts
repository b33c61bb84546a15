import {
  defaultRenderConfig,
  parseJupyterServer,
  render,
} from '@amalthea/jupyterserver';
import * as z from 'zod';
import { parseConfig } from './parseConfig';

const key = Buffer.from(
  Array.from({ length: 32 }, (_, index) => index * 7),
).toString('base64');
const configMap = z.object({ data: z.object({ 'authz.json': z.string() }) });

/** The configuration that a pod of this server gets. */
function rendered(auth: object, path: string, tls: boolean = false) {
  const parsed = parseJupyterServer({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name: 'ada', namespace: 'lab' },
    spec: {
      auth,
      routing: { host: 'jupyter.example.org', path, tls: { enabled: tls } },
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { data } = configMap.parse(
    render(parsed.server, defaultRenderConfig).get('configmap'),
  );
  return parseConfig({
    config: data['authz.json'],
    appToken: 'token',
    cookieKey: key,
    clientSecret: 'secret',
  }).settings;
}

const oidc = {
  enabled: true,
  issuerUrl: 'https://idp.example.org/realms/lab',
  clientId: 'jupyter',
  clientSecret: { value: 's' },
};

it.each([
  ['', ''],
  ['/', ''],
  ['ada', '/ada'],
  ['/users/ada/', '/users/ada'],
])(
  'what the renderer writes for token mode at path %j is accepted',
  (path, basePath) => {
    expect(rendered({ token: 'swordfish' }, path)).toMatchObject({
      mode: 'token',
      basePath,
      publicUrl: `http://jupyter.example.org${basePath}`,
      upstream: 'http://127.0.0.1:8888',
      listen: { port: 4180, internalPort: 4181 },
      server: { name: 'ada', namespace: 'lab' },
    });
  },
);

it('what the renderer writes for OIDC is accepted', () => {
  const settings = rendered(
    {
      token: '',
      oidc: {
        ...oidc,
        authorizedEmails: ['ada@example.org'],
        authorizedGroups: ['/staff'],
      },
    },
    '/ada',
    true,
  );
  expect(settings).toMatchObject({
    mode: 'oidc',
    publicUrl: 'https://jupyter.example.org/ada',
    oidc: { issuerUrl: oidc.issuerUrl, clientId: 'jupyter' },
    policy: { emails: ['ada@example.org'], groups: ['/staff'], match: 'All' },
  });
});
