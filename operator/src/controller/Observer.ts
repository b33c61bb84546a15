import { RenderConfig } from '@amalthea/jupyterserver';
import {
  isNotFound,
  KubeClient,
  KubernetesObject,
  resources,
} from '@amalthea/kube';

import { isRecord } from '../plan/compare/listKeys';
import { desire } from '../plan/observed/desire';
import { LiveObject } from '../plan/observed/LiveObject';
import { Observed } from '../plan/observed/Observed';
import { PodView } from '../plan/observed/PodView';
import { isOutdated } from '../plan/pod/replacePod';
import { Caches } from './Caches';
import { belongsTo, controllerOf } from './liveObject';
import { ServerMemory } from './ServerMemory';
import { serverSnapshot } from './serverSnapshot';
import { Viewed } from './views';

/** Puts together what a decision about one server rests on. */
export class Observer {
  constructor(
    private readonly caches: Caches,
    private readonly client: KubeClient,
    private readonly render: RenderConfig,
  ) {}

  /**
   * @param mirrored - the JupyterServer from the mirror
   * @param memory - answers to our own writes
   */
  async observe(
    mirrored: KubernetesObject,
    memory: ServerMemory,
    signal: AbortSignal,
  ): Promise<Observed> {
    const object = memory.writes.latestServer(mirrored);
    const server = serverSnapshot(object);
    const key = `${server.namespace}/${server.name}`;
    const { labels, annotations, generation } = object.metadata ?? {};
    const { desired, expectedHash } = memory.desired(
      JSON.stringify([generation, labels, annotations]),
      () => desire(object, this.render),
    );
    const mine = this.caches
      .childrenOf(key)
      .filter(child => belongsTo(child, server));
    const children = memory.writes.latestChildren(mine);
    const statefulSet = children.find(
      child =>
        child.kind === 'StatefulSet' && child.metadata.name === server.name,
    );
    const pod = this.podOf(key, statefulSet);
    return {
      server,
      desired,
      expectedHash,
      children,
      foreign: memory.foreign,
      failures: memory.failures,
      asApplied: memory.asApplied,
      pod,
      endpointReady: this.caches.endpointReady(key),
      events: this.caches.eventsOf(key),
      runningTemplate: await this.runningTemplate(
        server.namespace,
        pod,
        statefulSet,
        memory,
        signal,
      ),
    };
  }

  /** The pod that the StatefulSet made; another's with the same labels is not the server's. */
  private podOf(
    key: string,
    statefulSet: LiveObject | undefined,
  ): PodView | undefined {
    const pods = this.caches
      .podsOf(key)
      .filter(
        (pod: Viewed<PodView>) =>
          !statefulSet || controllerOf(pod)?.uid === statefulSet.metadata.uid,
      );
    return pods[0]?.view;
  }

  /** What the pod was made from, when that is not the present template. */
  private async runningTemplate(
    namespace: string,
    pod: PodView | undefined,
    statefulSet: LiveObject | undefined,
    memory: ServerMemory,
    signal: AbortSignal,
  ): Promise<unknown> {
    if (!pod?.revision || !statefulSet || !isOutdated(pod, statefulSet)) {
      return undefined;
    }
    if (memory.runningTemplate?.revision !== pod.revision) {
      const template = await this.templateOf(namespace, pod.revision, signal);
      memory.runningTemplate = { revision: pod.revision, template };
    }
    return memory.runningTemplate.template;
  }

  private async templateOf(
    namespace: string,
    revision: string,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      const found = await this.client.get<
        KubernetesObject & { data?: unknown }
      >(
        resources.controllerRevisions,
        { namespace, name: revision },
        { signal },
      );
      const spec =
        isRecord(found.data) && isRecord(found.data.spec)
          ? found.data.spec
          : {};
      if (!isRecord(spec.template)) {
        return undefined;
      }
      const { $patch: _directive, ...template } = spec.template;
      return template;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }
}
