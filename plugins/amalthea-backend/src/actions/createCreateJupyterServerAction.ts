import { randomUUID } from 'node:crypto';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  createServerRequestSchema,
  serverCreatePermission,
} from '@amalthea/plugin-amalthea-common';
import type { CallerAccessFactory } from '../permissions/CallerAccess';
import { parseInput } from '../routes/parseInput';
import type { ServerService } from '../servers/ServerService';

/** Registers the action `create-jupyter-server`, for the scaffolder and for MCP clients. */
export function createCreateJupyterServerAction(options: {
  readonly actionsRegistry: ActionsRegistryService;
  readonly service: ServerService;
  readonly access: CallerAccessFactory;
}): void {
  const { actionsRegistry, service, access } = options;
  actionsRegistry.register({
    name: 'create-jupyter-server',
    title: 'Create a Jupyter server',
    description: `Asks for a Jupyter server from one of the portal's profiles, owned by the calling user.

**When to use:** a person or a template needs a notebook. List the profiles in the portal first.
The server is created at once and starts in the background; its page shows the progress.
Give the same \`requestId\` when you repeat a call: no second server is made.`,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: serverCreatePermission,
    schema: {
      input: zod =>
        zod.object({
          profile: zod.string().describe('Id of the profile'),
          name: zod
            .string()
            .describe('Name of the server: small letters, digits and dashes'),
          cluster: zod
            .string()
            .optional()
            .describe('Cluster; the first of the profile when absent'),
          namespace: zod
            .string()
            .optional()
            .describe('Namespace; the first of the profile when absent'),
          image: zod
            .string()
            .optional()
            .describe('Id of one of the images of the profile'),
          size: zod
            .string()
            .optional()
            .describe('Id of one of the sizes of the profile'),
          diskBytes: zod
            .number()
            .optional()
            .describe('Size of the disk in bytes'),
          idleSeconds: zod
            .number()
            .optional()
            .describe('Stops after so long without use'),
          environment: zod
            .record(zod.string())
            .optional()
            .describe('Environment variables'),
          requestId: zod
            .string()
            .optional()
            .describe(
              'Any id of 8 to 63 characters; repeat it to repeat the call',
            ),
        }),
      output: zod =>
        zod.object({
          cluster: zod.string(),
          namespace: zod.string(),
          name: zod.string(),
          created: zod
            .boolean()
            .describe('False when the same request had created it before'),
          url: zod.string().optional().describe('Where it opens, once known'),
        }),
    },
    examples: [
      {
        title: 'A notebook with the defaults of a profile',
        input: {
          profile: 'minimal',
          name: 'analysis',
          requestId: 'template-run-4711',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const {
        profile,
        name,
        cluster,
        namespace,
        requestId = randomUUID(),
        ...shape
      } = input;
      const request = parseInput(createServerRequestSchema, {
        profile,
        name,
        cluster,
        namespace,
        requestId,
        shape,
      });
      const caller = await access.forCredentials(credentials);
      const { server, created } = await service.create(request, {
        caller,
        credentials,
      });
      return {
        output: {
          ...server.reference,
          created,
          ...(server.url ? { url: server.url } : {}),
        },
      };
    },
  });
}
