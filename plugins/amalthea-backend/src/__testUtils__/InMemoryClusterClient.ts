import { mergePatch, type Json } from '@amalthea/jupyterserver';
import {
  KubeApiError,
  KubeConnectionError,
  KubeUnknownKindError,
  resources,
  type KubernetesObject,
  type ObjectName,
  type ResourceRef,
  type UnstructuredObject,
} from '@amalthea/kube';
import type { ClusterClient } from '../clusters/ClusterAccess';

type Patch = Parameters<ClusterClient['patch']>[2];

/** As much of a Kubernetes API as the plugin's unit tests need: objects by path, merge and JSON patches that set. */
export class InMemoryClusterClient {
  /** Answers nothing while true, as a cluster behind a broken network. */
  unreachable = false;
  /** Thrown by the next create, also by a dry run. */
  refusal: Error | undefined;
  /** Text of every pod's log. */
  log = '';
  /** Thrown instead of giving a log. */
  logRefusal: Error | undefined;
  readonly writes: string[] = [];
  readonly #objects = new Map<string, UnstructuredObject>();
  readonly #onChange: () => void;
  #version = 100;

  constructor(onChange: () => void = () => {}) {
    this.#onChange = onChange;
  }

  /** The client, as the plugin sees it. */
  asClient(): ClusterClient {
    return {
      get: async (resource, target) => this.#get(resource, target) as never,
      list: async (resource, options = {}) => ({
        items: this.list(resource, options) as never[],
      }),
      create: async (resource, object, options = {}) =>
        this.#create(resource, object, options.dryRun) as never,
      patch: async (resource, target, patch) =>
        this.#patch(resource, target, patch) as never,
      delete: async (resource, target, options = {}) =>
        this.#delete(resource, target, options.preconditions?.uid),
      requestText: async ({ query = {} }) => {
        this.#reach();
        if (this.logRefusal) throw this.logRefusal;
        const text = newestOf(
          this.log,
          Number(query.tailLines),
          Number(query.limitBytes),
        );
        return { status: 200, text, warnings: [] };
      },
      discovery: {
        find: async (apiVersion: string, kind: string) => {
          const known = Object.values(resources).find(
            resource => resource.kind === kind,
          );
          if (!known) throw new KubeUnknownKindError(apiVersion, kind);
          return known;
        },
      } as never,
    };
  }

  /** Puts an object there as if somebody else had. */
  put(resource: ResourceRef, object: KubernetesObject): UnstructuredObject {
    this.#version += 1;
    const stored: UnstructuredObject = {
      ...object,
      metadata: {
        uid: `uid-${this.#version}`,
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...object.metadata,
        resourceVersion: String(this.#version),
      },
    };
    this.#objects.set(pathOf(resource, object.metadata as ObjectName), stored);
    this.#onChange();
    return stored;
  }

  list(
    resource: ResourceRef,
    options: {
      readonly namespace?: string;
      readonly labelSelector?: string;
      readonly fieldSelector?: string;
    } = {},
  ): UnstructuredObject[] {
    this.#reach();
    const [label, value] = options.labelSelector?.split('=') ?? [];
    const [field, fieldValue] = options.fieldSelector?.split('=') ?? [];
    return [...this.#objects].flatMap(([path, object]) => {
      const matches =
        path.startsWith(`${resource.plural} `) &&
        (options.namespace === undefined ||
          object.metadata?.namespace === options.namespace) &&
        (label === undefined || object.metadata?.labels?.[label] === value) &&
        (field !== 'involvedObject.name' ||
          (object.involvedObject as { name?: string } | undefined)?.name ===
            fieldValue);
      return matches ? [structuredClone(object)] : [];
    });
  }

  #get(resource: ResourceRef, target: ObjectName): UnstructuredObject {
    this.#reach();
    const object = this.#objects.get(pathOf(resource, target));
    if (!object)
      throw apiError(
        404,
        'NotFound',
        `${resource.plural} "${target.name}" not found`,
      );
    return structuredClone(object);
  }

  #create(
    resource: ResourceRef,
    object: KubernetesObject,
    dryRun = false,
  ): UnstructuredObject {
    this.#reach();
    if (this.refusal) throw this.refusal;
    if (this.#objects.has(pathOf(resource, object.metadata as ObjectName))) {
      throw apiError(
        409,
        'AlreadyExists',
        `${resource.plural} "${object.metadata?.name}" already exists`,
      );
    }
    if (dryRun) return object as UnstructuredObject;
    this.writes.push(`create ${object.metadata?.name}`);
    return structuredClone(this.put(resource, object));
  }

  #patch(
    resource: ResourceRef,
    target: ObjectName,
    patch: Patch,
  ): UnstructuredObject {
    const object = this.#get(resource, target);
    this.writes.push(`patch ${target.name}`);
    const patched =
      patch.type === 'merge'
        ? (mergePatch(
            object as Json,
            patch.body as Json,
          ) as unknown as UnstructuredObject)
        : setFields(
            object,
            patch.body as readonly {
              op: string;
              path: string;
              value: unknown;
            }[],
          );
    if (patched.metadata?.uid !== object.metadata?.uid)
      throw apiError(409, 'Conflict', 'the UID in the precondition differs');
    return structuredClone(this.put(resource, patched));
  }

  #delete(
    resource: ResourceRef,
    target: ObjectName,
    uid: string | undefined,
  ): KubernetesObject {
    const object = this.#get(resource, target);
    if (uid !== undefined && uid !== object.metadata?.uid)
      throw apiError(409, 'Conflict', 'another uid');
    this.writes.push(`delete ${target.name}`);
    this.#objects.delete(pathOf(resource, target));
    this.#onChange();
    return object;
  }

  #reach(): void {
    if (this.unreachable)
      throw new KubeConnectionError('connect ECONNREFUSED', 'no');
  }
}

/** As a kubelet does it: the beginning, in bytes, of so many lines at the end. */
function newestOf(log: string, lines: number, bytes: number): string {
  const all = log.split(/(?<=\n)/);
  return Buffer.from(all.slice(-lines).join('')).subarray(0, bytes).toString();
}

function setFields(
  object: UnstructuredObject,
  operations: readonly {
    readonly op: string;
    readonly path: string;
    readonly value: unknown;
  }[],
): UnstructuredObject {
  for (const { op, path, value } of operations) {
    const steps = path.slice(1).split('/');
    const last = steps.pop() ?? '';
    const parent = steps.reduce<Record<string, unknown>>(
      (current, step) => current[step] as Record<string, unknown>,
      object,
    );
    if (
      (op === 'test' || path === '/metadata/resourceVersion') &&
      parent[last] !== value
    ) {
      throw apiError(409, 'Conflict', 'the object has been modified');
    }
    parent[last] = value;
  }
  return object;
}

function pathOf(
  resource: ResourceRef,
  { namespace, name }: ObjectName,
): string {
  return `${resource.plural} ${namespace}/${name}`;
}

function apiError(
  status: number,
  reason: string,
  message: string,
): KubeApiError {
  return new KubeApiError(
    { method: 'GET', path: '/', status, reason, causes: [] },
    message,
  );
}
