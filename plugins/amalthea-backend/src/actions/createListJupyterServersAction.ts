import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CallerAccessFactory } from '../permissions/CallerAccess';
import type { ServerReader } from '../servers/ServerReader';

/** Registers the action `list-jupyter-servers`. */
export function createListJupyterServersAction(options: {
  readonly actionsRegistry: ActionsRegistryService;
  readonly reader: ServerReader;
  readonly access: CallerAccessFactory;
}): void {
  const { actionsRegistry, reader, access } = options;
  actionsRegistry.register({
    name: 'list-jupyter-servers',
    title: 'List Jupyter servers',
    description: `Lists the Jupyter servers that the calling user may see, with their state.

**When to use:** to find out which servers run, who owns them, or whether one is ready to be opened.`,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          onlyMine: zod
            .boolean()
            .default(false)
            .describe('Only those that the caller owns'),
        }),
      output: zod =>
        zod.object({
          servers: zod.array(
            zod.object({
              cluster: zod.string(),
              namespace: zod.string(),
              name: zod.string(),
              owner: zod.string().optional(),
              phase: zod
                .string()
                .describe('starting, running, stopped, failed or deleting'),
              reason: zod.string().optional(),
              url: zod.string().optional(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { servers } = reader.list(await access.forCredentials(credentials));
      return {
        output: {
          servers: servers
            .filter(server => !input.onlyMine || server.ownership === 'mine')
            .map(({ reference, owner, phase, reason, url }) => ({
              ...reference,
              owner,
              phase,
              reason: reason?.sentence,
              url,
            })),
        },
      };
    },
  });
}
