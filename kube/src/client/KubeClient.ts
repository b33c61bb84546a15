import { KubeConfig } from '@kubernetes/client-node';

import { KubeConnectionError } from '../api/KubeError';
import {
  KubernetesObject,
  ObjectList,
  ObjectName,
} from '../api/KubernetesObject';
import { apiVersionOf, resourcePath, ResourceRef } from '../api/ResourceRef';
import { Clock, systemClock } from '../clock/Clock';
import { ClientMetrics, noClientMetrics } from '../metrics/ClientMetrics';
import {
  ConnectionSource,
  KubeConfigConnectionSource,
} from '../transport/ConnectionSource';
import { DispatcherPool } from '../transport/DispatcherPool';
import { defaultRetryPolicy, RetryPolicy } from '../transport/retry';
import { Transport, TransportRequest } from '../transport/Transport';
import {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  ListOptions,
  PatchBody,
  patchContentTypes,
  WatchOptions,
  WriteOptions,
} from './CallOptions';
import { ResourceDiscovery } from './ResourceDiscovery';
import { watchEvents } from './watch';
import { WatchEvent } from './WatchEvent';

/** How a client behaves. */
export interface KubeClientOptions {
  /** First part of the User-Agent, so that audit logs tell programs apart. */
  readonly userAgent?: string;
  /** Sockets for ordinary requests. Default 32. */
  readonly connections?: number;
  /** Default 30 s, for all attempts together. */
  readonly deadlineMilliseconds?: number;
  readonly retry?: RetryPolicy;
  readonly metrics?: ClientMetrics;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** A client of the Kubernetes API. JSON goes through as it is: no field is lost, none is added. */
export class KubeClient {
  readonly discovery: ResourceDiscovery;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #deadlineMilliseconds: number;

  private constructor(source: ConnectionSource, options: KubeClientOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#deadlineMilliseconds = options.deadlineMilliseconds ?? 30_000;
    this.#transport = new Transport({
      source,
      pool: new DispatcherPool({
        connections: options.connections ?? 32,
        watchHeadersTimeoutMilliseconds: 15_000,
      }),
      clock: this.#clock,
      random: options.random ?? Math.random,
      retry: options.retry ?? defaultRetryPolicy,
      metrics: options.metrics ?? noClientMetrics,
      userAgent: options.userAgent ?? 'amalthea',
      credentialsMilliseconds: 60_000,
    });
    this.discovery = new ResourceDiscovery((path, signal) =>
      this.request({ method: 'GET', path, repeatable: true, signal }),
    );
  }

  /** With the credentials of a loaded kubeconfig; token, certificate and CA files it names are re-read. */
  static fromKubeConfig(
    kubeConfig: KubeConfig,
    options: KubeClientOptions = {},
  ): KubeClient {
    return new KubeClient(
      KubeConfigConnectionSource.fromKubeConfig(kubeConfig),
      options,
    );
  }

  /** As kubectl finds it: KUBECONFIG, ~/.kube/config, else in-cluster. All of it is re-read. */
  static fromDefault(options: KubeClientOptions = {}): KubeClient {
    const load = () => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromDefault();
      return kubeConfig;
    };
    return new KubeClient(new KubeConfigConnectionSource(load), options);
  }

  /** With a kubeconfig file, which is re-read; with another context than its current one if named. */
  static fromFile(
    file: string,
    options: KubeClientOptions & { readonly context?: string } = {},
  ): KubeClient {
    const load = () => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(file);
      if (options.context !== undefined) {
        kubeConfig.setCurrentContext(options.context);
      }
      return kubeConfig;
    };
    return new KubeClient(new KubeConfigConnectionSource(load), options);
  }

  /** With any source of connections. */
  static fromSource(
    source: ConnectionSource,
    options: KubeClientOptions = {},
  ): KubeClient {
    return new KubeClient(source, options);
  }

  /** Sends any request and parses the answer as JSON. */
  async request<T = unknown>(
    request: Omit<TransportRequest, 'deadlineMilliseconds'> & {
      deadlineMilliseconds?: number;
    },
  ): Promise<T> {
    const { status, text } = await this.requestText(request);
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch (error) {
      throw new KubeConnectionError(
        `${request.method} ${request.path} was answered ${status} with something that is not JSON, as by a proxy on the way.`,
        'maybe',
        { cause: error },
      );
    }
  }

  /** Sends any request and gives the answer as text: `/readyz`, `/metrics`, logs. */
  requestText(
    request: Omit<TransportRequest, 'deadlineMilliseconds'> & {
      deadlineMilliseconds?: number;
    },
  ): Promise<{
    readonly status: number;
    readonly text: string;
    readonly warnings: readonly string[];
  }> {
    return this.#transport.send({
      ...request,
      deadlineMilliseconds:
        request.deadlineMilliseconds ?? this.#deadlineMilliseconds,
    });
  }

  /** Reads one object. */
  get<T extends KubernetesObject>(
    resource: ResourceRef,
    target: ObjectName,
    options: CallOptions = {},
  ): Promise<T> {
    return this.request<T>({
      method: 'GET',
      path: resourcePath(resource, {
        ...target,
        subresource: options.subresource,
      }),
      repeatable: true,
      ...callOf(options),
    });
  }

  /** Reads one page of objects. */
  list<T extends KubernetesObject>(
    resource: ResourceRef,
    options: ListOptions = {},
  ): Promise<ObjectList<T>> {
    const { namespace, labelSelector, fieldSelector, limit, resourceVersion } =
      options;
    return this.request<ObjectList<T>>({
      method: 'GET',
      path: resourcePath(resource, { namespace }),
      query: {
        labelSelector,
        fieldSelector,
        limit,
        resourceVersion,
        continue: options.continue,
      },
      repeatable: true,
      ...callOf(options),
    });
  }

  /** Creates an object. Not sent again after an unclear failure: look whether it exists. */
  create<T extends KubernetesObject>(
    resource: ResourceRef,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.request<T>({
      method: 'POST',
      path: resourcePath(resource, {
        namespace: options.namespace ?? object.metadata?.namespace,
      }),
      query: writeQuery(options),
      body: JSON.stringify(object),
      repeatable: false,
      ...callOf(options),
    });
  }

  /** Replaces an object. With a resource version in it, only if nobody changed it since. */
  replace<T extends KubernetesObject>(
    resource: ResourceRef,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.request<T>({
      method: 'PUT',
      path: resourcePath(resource, {
        ...nameOf(object),
        subresource: options.subresource,
      }),
      query: writeQuery(options),
      body: JSON.stringify(object),
      repeatable: object.metadata?.resourceVersion === undefined,
      ...callOf(options),
    });
  }

  /** Server-side apply: the object is sent as it is, and holds exactly the fields that we own. */
  apply<T extends KubernetesObject>(
    resource: ResourceRef,
    object: KubernetesObject,
    options: ApplyOptions,
  ): Promise<T> {
    const body = {
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      ...object,
    };
    return this.request<T>({
      method: 'PATCH',
      path: resourcePath(resource, {
        ...nameOf(object),
        subresource: options.subresource,
      }),
      query: { ...writeQuery(options), force: options.force },
      body: JSON.stringify(body),
      contentType: 'application/apply-patch+yaml',
      // With a resource version it would meet its own first attempt as a conflict.
      repeatable: object.metadata?.resourceVersion === undefined,
      ...callOf(options),
    });
  }

  /** Server-side apply of the status. */
  applyStatus<T extends KubernetesObject>(
    resource: ResourceRef,
    object: KubernetesObject,
    options: ApplyOptions,
  ): Promise<T> {
    return this.apply<T>(resource, object, {
      ...options,
      subresource: 'status',
    });
  }

  /** A merge patch (RFC 7386) or JSON patch (RFC 6902). */
  patch<T extends KubernetesObject>(
    resource: ResourceRef,
    target: ObjectName,
    patch: PatchBody,
    options: WriteOptions = {},
  ): Promise<T> {
    return this.request<T>({
      method: 'PATCH',
      path: resourcePath(resource, {
        ...target,
        subresource: options.subresource,
      }),
      query: writeQuery(options),
      body: JSON.stringify(patch.body),
      contentType: patchContentTypes[patch.type],
      repeatable: patch.type === 'merge',
      ...callOf(options),
    });
  }

  /** Deletes an object. `preconditions` keep it from hitting another object of the same name. */
  delete(
    resource: ResourceRef,
    target: ObjectName,
    options: DeleteOptions = {},
  ): Promise<KubernetesObject> {
    const { preconditions, propagationPolicy, gracePeriodSeconds, dryRun } =
      options;
    return this.request<KubernetesObject>({
      method: 'DELETE',
      path: resourcePath(resource, target),
      body: JSON.stringify({
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions,
        propagationPolicy,
        gracePeriodSeconds,
        dryRun: dryRun ? ['All'] : undefined,
      }),
      repeatable: true,
      ...callOf(options),
    });
  }

  /** Watches objects until the server ends the stream: at the latest after `timeoutSeconds`. */
  watch<T extends KubernetesObject>(
    resource: ResourceRef,
    options: WatchOptions = {},
  ): AsyncGenerator<WatchEvent<T>, void, undefined> {
    const { namespace, signal, idleMilliseconds, ...query } = options;
    return watchEvents<T>(this.#transport, this.#clock, {
      path: resourcePath(resource, { namespace }),
      query,
      signal,
      idleMilliseconds: idleMilliseconds ?? 150_000,
    });
  }

  /** Closes all sockets. Calls that run fail. */
  close(): Promise<void> {
    return this.#transport.close();
  }
}

function callOf(options: CallOptions) {
  const { signal, deadlineMilliseconds, beforeAttempt } = options;
  return { signal, deadlineMilliseconds, beforeAttempt };
}

function writeQuery(options: WriteOptions) {
  return {
    fieldManager: options.fieldManager,
    fieldValidation: options.fieldValidation,
    dryRun: options.dryRun ? 'All' : undefined,
  };
}

function nameOf(object: KubernetesObject): ObjectName {
  const { name, namespace } = object.metadata ?? {};
  if (!name) {
    throw new TypeError('The object has no metadata.name.');
  }
  return { name, namespace };
}
