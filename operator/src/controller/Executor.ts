import { fieldManagers } from '@amalthea/jupyterserver';
import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  KubeApiError,
  KubeClient,
  KubernetesObject,
  ResourceRef,
  resources,
} from '@amalthea/kube';

import {
  ChildIntent,
  CompleteSecret,
  CreateSecret,
  GeneratedKey,
  Scale,
} from '../plan/Intent';
import { identityOf } from '../plan/observed/LiveObject';
import { lookAtOccupant } from './foreignObjects';
import { toLiveObject } from './liveObject';
import { WriteContext } from './WriteContext';

/**
 * How a write ended. `refused`: the API server will say the same again until something changes. `stale`: the
 * decision rested on something that is not so any more.
 */
export type Outcome = 'done' | 'refused' | 'stale';

/** What carries intents out. */
export interface ExecutorOptions {
  readonly client: KubeClient;
  /** @returns undefined for a kind that the operator has no rights for */
  readonly resourceOf: (
    apiVersion: string,
    kind: string,
  ) => ResourceRef | undefined;
  readonly randomBytes: (size: number) => Buffer;
  readonly countWrite: (write: {
    kind: string;
    subresource: string;
    verb: string;
    result: string;
  }) => void;
}

/**
 * Under server-side apply a resource version that no object ever has makes an apply create-only: it is
 * ignored when there is nothing, and a conflict when there is something.
 */
const noSuchVersion = '1';

const verbs: Readonly<Record<ChildIntent['type'], string>> = {
  createChild: 'apply',
  applyChild: 'apply',
  createSecret: 'create',
  completeSecret: 'patch',
  scale: 'apply',
  deleteChild: 'delete',
  deletePod: 'delete',
};

/** Carries out what a plan says about children. */
export class Executor {
  constructor(private readonly options: ExecutorOptions) {}

  /** @throws what is worth trying again soon: overload, broken connections, a lost lease */
  async execute(intent: ChildIntent, context: WriteContext): Promise<Outcome> {
    const subject = this.subjectOf(intent);
    try {
      await this.write(intent, context);
      context.memory.failures.delete(subject.identity);
      this.count(intent, subject.kind, 'success');
      return 'done';
    } catch (error) {
      this.count(
        intent,
        subject.kind,
        error instanceof KubeApiError ? error.reason : 'error',
      );
      return this.failed(error, intent, subject, context);
    }
  }

  private async write(
    intent: ChildIntent,
    context: WriteContext,
  ): Promise<void> {
    const { server, memory } = context;
    const { namespace } = server;
    const call = {
      signal: context.signal,
      beforeAttempt: context.beforeAttempt,
    };
    switch (intent.type) {
      case 'createChild':
        memory.writes.childWritten(
          toLiveObject(
            await this.apply(
              intent.object,
              { resourceVersion: noSuchVersion },
              call,
            ),
          ),
        );
        return;
      case 'applyChild':
        memory.writes.childWritten(
          toLiveObject(
            await this.apply(intent.object, { uid: intent.uid }, call),
          ),
        );
        return;
      case 'createSecret':
        memory.writes.childWritten(
          toLiveObject(await this.createSecret(intent, call)),
        );
        return;
      case 'completeSecret':
        memory.writes.childWritten(
          toLiveObject(await this.completeSecret(intent, namespace, call)),
        );
        return;
      case 'scale':
        memory.writes.childWritten(
          toLiveObject(await this.scale(intent, namespace, call)),
        );
        return;
      case 'deleteChild':
      case 'deletePod':
        await this.options.client.delete(
          this.subjectOf(intent).resource,
          { namespace, name: intent.name },
          {
            preconditions: { uid: intent.uid },
            propagationPolicy: 'Background',
            ...call,
          },
        );
        // A pod may take its time to end: the mirror says when it has.
        if (intent.type === 'deleteChild') {
          memory.writes.deleted(intent.uid);
        }
        return;
      default:
        throw new TypeError(
          `Unknown intent ${JSON.stringify(intent satisfies never)}.`,
        );
    }
  }

  private apply(
    object: KubernetesObject,
    precondition: { readonly uid?: string; readonly resourceVersion?: string },
    call: object,
  ): Promise<KubernetesObject> {
    return this.options.client.apply(
      this.resource(object.apiVersion ?? '', object.kind ?? ''),
      { ...object, metadata: { ...object.metadata, ...precondition } },
      { fieldManager: fieldManagers.operator, force: true, ...call },
    );
  }

  private createSecret(
    intent: CreateSecret,
    call: object,
  ): Promise<KubernetesObject> {
    const secret = { ...intent.object, data: this.generate(intent.generate) };
    return this.options.client.create<KubernetesObject>(
      resources.secrets,
      secret as KubernetesObject,
      {
        fieldManager: fieldManagers.operator,
        ...call,
      },
    );
  }

  private completeSecret(
    intent: CompleteSecret,
    namespace: string,
    call: object,
  ): Promise<KubernetesObject> {
    const { name, resourceVersion } = intent;
    // With a resource version: values that somebody else has just added are not replaced.
    const body = {
      metadata: { resourceVersion },
      data: this.generate(intent.generate),
    };
    return this.options.client.patch(
      resources.secrets,
      { namespace, name },
      { type: 'merge', body },
      { fieldManager: fieldManagers.operator, ...call },
    );
  }

  private scale(
    { name, uid, replicas, mode }: Scale,
    namespace: string,
    call: object,
  ): Promise<KubernetesObject> {
    const body = { metadata: { uid }, spec: { replicas } };
    if (mode === 'patch') {
      return this.options.client.patch(
        resources.statefulSets,
        { namespace, name },
        { type: 'merge', body },
        { fieldManager: fieldManagers.operator, ...call },
      );
    }
    const object = { ...body, metadata: { name, namespace, uid } };
    return this.options.client.apply(
      resources.statefulSets,
      object as KubernetesObject,
      {
        fieldManager: fieldManagers.operator,
        force: true,
        ...call,
      },
    );
  }

  /** Secret data is base64 of the value, and the value is text. */
  private generate(keys: readonly GeneratedKey[]): Record<string, string> {
    return Object.fromEntries(
      keys.map(({ key, encoding }) => [
        key,
        Buffer.from(this.options.randomBytes(32).toString(encoding)).toString(
          'base64',
        ),
      ]),
    );
  }

  private async failed(
    error: unknown,
    intent: ChildIntent,
    subject: { resource: ResourceRef; identity: string },
    context: WriteContext,
  ): Promise<Outcome> {
    const { memory } = context;
    const creating =
      intent.type === 'createChild' || intent.type === 'createSecret';
    if (creating && (isConflict(error) || isAlreadyExists(error))) {
      await lookAtOccupant(
        this.options.client,
        subject.resource,
        subject.identity,
        context,
      );
      return 'stale';
    }
    if (isNotFound(error) || isConflict(error) || isOtherObject(error)) {
      memory.writes.forgetChild(subject.identity);
      if (intent.type === 'deletePod' || intent.type === 'deleteChild') {
        memory.writes.deleted(intent.uid);
      }
      return isNotFound(error) && creating
        ? this.refuse(error, subject.identity, memory)
        : 'stale';
    }
    if (
      error instanceof KubeApiError &&
      [400, 403, 404, 422].includes(error.status)
    ) {
      return this.refuse(error, subject.identity, memory);
    }
    throw error;
  }

  private refuse(
    error: KubeApiError,
    identity: string,
    memory: WriteContext['memory'],
  ): Outcome {
    memory.failures.set(identity, {
      status: error.status,
      reason: error.reason,
      message: error.serverMessage,
    });
    return 'refused';
  }

  private subjectOf(intent: ChildIntent): {
    resource: ResourceRef;
    identity: string;
    kind: string;
  } {
    switch (intent.type) {
      case 'createChild':
      case 'applyChild':
      case 'createSecret': {
        const { apiVersion, kind } = intent.object;
        return {
          resource: this.resource(apiVersion, kind),
          identity: identityOf(intent.object),
          kind,
        };
      }
      case 'completeSecret':
        return {
          resource: resources.secrets,
          identity: `v1 Secret ${intent.name}`,
          kind: 'Secret',
        };
      case 'scale':
        return {
          resource: resources.statefulSets,
          identity: `apps/v1 StatefulSet ${intent.name}`,
          kind: 'StatefulSet',
        };
      case 'deleteChild':
        return {
          resource: this.resource(intent.apiVersion, intent.kind),
          identity: `${intent.apiVersion} ${intent.kind} ${intent.name}`,
          kind: intent.kind,
        };
      case 'deletePod':
        return {
          resource: resources.pods,
          identity: `v1 Pod ${intent.name}`,
          kind: 'Pod',
        };
      default:
        throw new TypeError(
          `Unknown intent ${JSON.stringify(intent satisfies never)}.`,
        );
    }
  }

  private resource(apiVersion: string, kind: string): ResourceRef {
    const resource = this.options.resourceOf(apiVersion, kind);
    if (!resource) {
      throw new TypeError(
        `The plan names a kind that bundles may not hold: ${kind} of ${apiVersion}.`,
      );
    }
    return resource;
  }

  private count(intent: ChildIntent, kind: string, result: string): void {
    this.options.countWrite({
      kind,
      subresource: '',
      verb: verbs[intent.type],
      result,
    });
  }
}

/** The name belongs to another object now: an apply with a uid is then refused as a change of the uid. */
function isOtherObject(error: unknown): boolean {
  return (
    error instanceof KubeApiError &&
    error.status === 422 &&
    error.causes.some(({ field }) => field === 'metadata.uid')
  );
}
