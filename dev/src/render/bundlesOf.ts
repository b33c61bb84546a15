import {
  formatDocuments,
  formatPath,
  formatProblem,
  gitOpsResource,
  LocatedServer,
  parseDocuments,
  render,
  RenderConfig,
  RenderError,
} from '@amalthea/jupyterserver';
import { Source } from './readSources';

/** What the command prints. */
export interface Rendering {
  /** Multi-document YAML. */
  readonly output: string;
  /** Lines about what is left out. */
  readonly notes: readonly string[];
  /** Lines about what is wrong; with any of them there is nothing to apply. */
  readonly problems: readonly string[];
}

type Rendered =
  | { readonly objects: readonly object[] }
  | { readonly problem: string };

function renderOne(
  file: string,
  { server, object, locate }: LocatedServer,
  config: RenderConfig,
  defaultNamespace: string,
): Rendered {
  const namespace = server.metadata.namespace ?? defaultNamespace;
  try {
    const bundle = render(
      { ...server, metadata: { ...server.metadata, namespace } },
      config,
    );
    const resource =
      config.delivery === 'gitops'
        ? [gitOpsResource(object, bundle, namespace)]
        : [];
    return { objects: [...resource, ...bundle.values()] };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    const field = formatPath(error.steps);
    const message = error.reason;
    return {
      problem: formatProblem({ file, ...locate(error.steps), field, message }),
    };
  }
}

function describe(object: Readonly<Record<string, unknown>>): string {
  const { kind, metadata } = object;
  const named =
    typeof metadata === 'object' && metadata !== null && 'name' in metadata;
  return named ? `${kind} ${metadata.name}` : String(kind);
}

/** The servers that come a second time under the same name. */
function repeated(
  servers: readonly (LocatedServer & { readonly file: string })[],
  defaultNamespace: string,
): string[] {
  const first = new Map<string, string>();
  return servers.flatMap(({ file, server, locate }) => {
    const { name, namespace = defaultNamespace } = server.metadata;
    const key = `${namespace}/${name}`;
    const place = locate(['metadata', 'name']);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, `${file}:${place.line}`);
      return [];
    }
    const message = `the JupyterServer ${key} is already in ${before}`;
    return [formatProblem({ file, ...place, field: 'metadata.name', message })];
  });
}

/** Renders every JupyterServer of every source. */
export function bundlesOf(
  sources: readonly Source[],
  config: RenderConfig,
  defaultNamespace: string,
): Rendering {
  const parsed = sources.map(({ name, text }) => ({
    file: name,
    ...parseDocuments(text, name),
  }));
  const servers = parsed.flatMap(({ file, servers: found }) =>
    found.map(server => ({ ...server, file })),
  );
  const rendered = servers.map(server =>
    renderOne(server.file, server, config, defaultNamespace),
  );
  const problems = [
    ...parsed.flatMap(source => source.problems.map(formatProblem)),
    ...repeated(servers, defaultNamespace),
    ...rendered.flatMap(result =>
      'problem' in result ? [result.problem] : [],
    ),
    ...parsed
      .filter(
        source =>
          source.servers.length +
            source.others.length +
            source.problems.length ===
          0,
      )
      .map(({ file }) => `${file}: is empty; a JupyterServer was expected`),
  ];
  const nothing =
    problems.length === 0 && servers.length === 0
      ? [
          `${sources
            .map(({ name }) => name)
            .join(', ')}: there is no JupyterServer`,
        ]
      : [];
  return {
    output: formatDocuments(
      rendered.flatMap(result => ('objects' in result ? result.objects : [])),
    ),
    notes: parsed.flatMap(({ file, others }) =>
      others.map(
        ({ object, line }) =>
          `${file}:${line}: ${describe(
            object,
          )} is left out: only JupyterServers are rendered`,
      ),
    ),
    problems: [...problems, ...nothing],
  };
}
