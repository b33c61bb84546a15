import { z } from 'zod';
import { kubectl } from '../kubernetes/tools';

const applicationSchema = z.object({
  status: z
    .object({
      sync: z
        .object({ status: z.string(), revision: z.string().optional() })
        .optional(),
      health: z.object({ status: z.string().optional() }).optional(),
      conditions: z
        .array(z.object({ type: z.string(), message: z.string() }))
        .optional(),
      operationState: z
        .object({ phase: z.string(), message: z.string().optional() })
        .optional(),
    })
    .optional(),
});

/** What Argo CD says about an Application. */
export interface ApplicationState {
  /** Synced, OutOfSync or Unknown. */
  readonly sync: string;
  readonly revision: string;
  readonly health: string;
  /** Messages of its conditions, by their types. */
  readonly conditions: Readonly<Record<string, string>>;
}

export interface ApplicationOptions {
  readonly name: string;
  readonly repository: string;
  readonly path: string;
  readonly plugin: string;
  readonly parameters?: readonly object[];
  readonly namespace: string;
}

/** An Application of Argo CD that syncs, prunes and heals by itself. */
export class Application {
  constructor(private readonly options: ApplicationOptions) {}

  async create(): Promise<void> {
    const { name, repository, path, plugin, parameters, namespace } =
      this.options;
    const application = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name,
        namespace: 'argocd',
        annotations: {
          'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
        },
      },
      spec: {
        project: 'default',
        source: {
          repoURL: repository,
          targetRevision: 'main',
          path,
          plugin: { name: plugin, parameters },
        },
        destination: { server: 'https://kubernetes.default.svc', namespace },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ['ServerSideApply=true'],
        },
      },
    };
    await kubectl(['apply', '--filename=-'], JSON.stringify(application));
  }

  /** Asks Argo CD to look again; `hard` makes it forget what it has cached. */
  async refresh(kind: 'normal' | 'hard' = 'normal'): Promise<void> {
    await this.kubectl(
      'annotate',
      `argocd.argoproj.io/refresh=${kind}`,
      '--overwrite',
    );
  }

  async state(): Promise<ApplicationState> {
    const { status } = applicationSchema.parse(
      JSON.parse(await this.kubectl('get', '--output=json')),
    );
    return {
      sync: status?.sync?.status ?? 'Unknown',
      revision: status?.sync?.revision ?? '',
      health: status?.health?.status ?? 'Unknown',
      conditions: Object.fromEntries(
        (status?.conditions ?? []).map(({ type, message }) => [type, message]),
      ),
    };
  }

  async remove(): Promise<void> {
    await this.kubectl(
      'delete',
      '--ignore-not-found',
      '--wait=true',
      '--timeout=60s',
    );
  }

  private kubectl(verb: string, ...words: readonly string[]): Promise<string> {
    return kubectl([
      verb,
      'application',
      this.options.name,
      '--namespace=argocd',
      ...words,
    ]);
  }
}
