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
  ReleaseChild,
  Scale,
} from '../plan/Intent';
import { identityOfIntent } from '../plan/identityOfIntent';
import { lookAtOccupant } from './foreignObjects';
import { toLiveObject } from './liveObject';
import { WriteContext } from './WriteContext';

/**
 * How a write ended. `refused`: the API server will say the same again until something changes, or said it several times. `stale`: the
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
  releaseChild: 'patch',
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
        memory.childApplied(
          intent.object,
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
        memory.childApplied(
          intent.object,
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
      case 'releaseChild':
        memory.writes.childWritten(
          toLiveObject(await this.release(intent, server, call)),
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

  private async release(
    { apiVersion, kind, name, uid }: ReleaseChild,
    server: { readonly namespace: string; readonly uid: string },
    call: object,
  ): Promise<KubernetesObject> {
    const resource = this.resource(apiVersion, kind);
    const place = { namespace: server.namespace, name };
    // The mirror keeps of the managed fields only our own.
    const { metadata = {} } = await this.options.client.get(
      resource,
      place,
      call,
    );
    const ownerReferences = metadata.ownerReferences?.filter(
      owner => owner.uid !== server.uid,
    );
    const managedFields = metadata.managedFields?.filter(
      ({ manager }) => manager !== fieldManagers.operator,
    );
    const { resourceVersion } = metadata;
    const changed = { uid, resourceVersion, ownerReferences, managedFields };
    return this.options.client.patch(
      resource,
      place,
      { type: 'merge', body: { metadata: changed } },
      { fieldManager: fieldManagers.operator, ...call },
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
    if (error instanceof KubeApiError && isAnswerToObject(error.status)) {
      return this.refuse(error, subject.identity, memory);
    }
    throw error;
  }

  private refuse(
    error: KubeApiError,
    identity: string,
    memory: WriteContext['memory'],
  ): Outcome {
    memory.writeFailed(identity, {
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
    const identity = identityOfIntent(intent);
    const [apiVersion, kind] = identity.split(' ');
    const resource =
      intent.type === 'deletePod'
        ? resources.pods
        : this.resource(apiVersion, kind);
    return { resource, identity, kind };
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

/** Statuses that speak of us or of the moment, not of the object that was written. */
const passing: ReadonlySet<number> = new Set([401, 408, 409, 429]);

/**
 * Whether the answer is about this object. 500 is, too: that is how the API server says that a field of an apply does not
 * exist or has the wrong type, that a webhook cannot be asked, and that etcd takes no object of this size.
 */
function isAnswerToObject(status: number): boolean {
  return status === 500 || (status < 500 && !passing.has(status));
}

/** The name belongs to another object now: an apply with a uid is then refused as a change of the uid. */
function isOtherObject(error: unknown): boolean {
  return (
    error instanceof KubeApiError &&
    error.status === 422 &&
    error.causes.some(({ field }) => field === 'metadata.uid')
  );
}
