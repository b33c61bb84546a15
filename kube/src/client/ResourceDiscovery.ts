import { isNotFound } from '../api/KubeApiError';
import { KubeUnknownKindError } from '../api/KubeError';
import { ResourceRef, resources } from '../api/ResourceRef';

interface ApiResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

const builtIn: ReadonlyMap<string, ResourceRef> = new Map(
  Object.values(resources).map(resource => [
    `${resource.group ? `${resource.group}/` : ''}${resource.version} ${
      resource.kind
    }`,
    resource,
  ]),
);

/** Finds where the API server serves a kind. Found ones are remembered; missing ones are asked for again. */
export class ResourceDiscovery {
  readonly #found = new Map<string, ResourceRef>();

  /** @param get - reads one path of the API server as JSON */
  constructor(
    private readonly get: (
      path: string,
      signal?: AbortSignal,
    ) => Promise<unknown>,
  ) {}

  /** The resource of a kind if it is built in or was found before. */
  known(apiVersion: string, kind: string): ResourceRef | undefined {
    const key = `${apiVersion} ${kind}`;
    return builtIn.get(key) ?? this.#found.get(key);
  }

  /**
   * The resource of a kind.
   *
   * @throws KubeUnknownKindError when the API server does not serve it
   */
  async find(
    apiVersion: string,
    kind: string,
    signal?: AbortSignal,
  ): Promise<ResourceRef> {
    const known = this.known(apiVersion, kind);
    if (known) {
      return known;
    }
    const [group, version] = apiVersion.includes('/')
      ? apiVersion.split('/', 2)
      : ['', apiVersion];
    const list = await this.list(
      group ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
      signal,
    );
    const entry = list.resources?.find(
      resource => resource.kind === kind && !resource.name.includes('/'),
    );
    if (!entry) {
      throw new KubeUnknownKindError(apiVersion, kind);
    }
    const resource = {
      group,
      version,
      plural: entry.name,
      kind,
      namespaced: entry.namespaced,
    };
    this.#found.set(`${apiVersion} ${kind}`, resource);
    return resource;
  }

  private async list(
    path: string,
    signal?: AbortSignal,
  ): Promise<ApiResourceList> {
    try {
      return (await this.get(path, signal)) as ApiResourceList;
    } catch (error) {
      if (isNotFound(error)) {
        return {};
      }
      throw error;
    }
  }
}
