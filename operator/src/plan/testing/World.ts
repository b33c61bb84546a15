import {
  defaultRenderConfig,
  KubernetesObject,
  mergePatch,
} from '@amalthea/jupyterserver';

import { serverSnapshot } from '../../controller/serverSnapshot';
import { isRecord } from '../compare/listKeys';
import { AsApplied } from '../compare/needsApply';
import { ChildIntent, GeneratedKey, Intent, isChildIntent } from '../Intent';
import { identityOfIntent } from '../identityOfIntent';
import { desire, DesiredState } from '../observed/desire';
import { identityOf, LiveObject } from '../observed/LiveObject';
import { ForeignObject, Observed } from '../observed/Observed';
import { plan } from '../plan';
import { config, overTheWire, servingPod, storedServer } from './builders';

/**
 * An API server, a StatefulSet controller and a kubelet as far as one server needs them: intents change it,
 * and it is observed. Writes are counted.
 */
export class World {
  readonly objects = new Map<string, LiveObject>();
  readonly foreign = new Map<string, ForeignObject>();
  readonly asApplied = new Map<string, AsApplied>();
  /** What this API server makes of an object that it is given. */
  normalize: (object: LiveObject) => LiveObject = object => object;
  status: unknown;
  spec: Record<string, unknown>;
  metadata: Record<string, unknown>;
  writes = 0;
  /** The Secret's values are numbered, so that a second generation would show. */
  generated = 0;
  #versions = 0;
  #desired: { readonly key: string; readonly state: DesiredState } | undefined;
  #now = Date.parse('2026-01-01T00:00:00Z');

  constructor(
    spec: Record<string, unknown> = {},
    metadata: Record<string, unknown> = {},
  ) {
    this.spec = spec;
    this.metadata = metadata;
  }

  /** One plan for what is the case. Time passes between two. */
  plan(): readonly Intent[] {
    this.#now += 1_000;
    return plan(this.observe(), config, this.#now);
  }

  observe(): Observed {
    const stored = overTheWire(
      storedServer(this.spec, this.metadata, this.status),
    );
    const statefulSet = this.objects.get('apps/v1 StatefulSet ada');
    const spec = isRecord(statefulSet?.spec) ? statefulSet.spec : {};
    const runs = statefulSet !== undefined && spec.replicas === 1;
    return {
      server: serverSnapshot(stored),
      ...this.desired(stored),
      children: [...this.objects.values()],
      foreign: this.foreign,
      failures: new Map(),
      asApplied: this.asApplied,
      events: [],
      endpointReady: runs && this.objects.has('v1 Service ada'),
      pod: runs ? servingPod() : undefined,
    };
  }

  /** Rendering is pure, and dear: what it gave stands until the spec changes. */
  private desired(stored: ReturnType<typeof storedServer>): DesiredState {
    const key = JSON.stringify([stored.spec, stored.metadata]);
    if (this.#desired?.key !== key) {
      this.#desired = { key, state: desire(stored, defaultRenderConfig) };
    }
    return this.#desired.state;
  }

  /** Carries intents out; `stopAfter` writes the process dies. */
  carryOut(intents: readonly Intent[], stopAfter: number = Infinity): number {
    let done = 0;
    for (const intent of intents) {
      if (done >= stopAfter) {
        break;
      }
      if (isChildIntent(intent)) {
        this.change(intent);
      } else if (intent.type === 'patchStatus') {
        this.status = overTheWire(
          mergePatch((this.status ?? {}) as never, intent.patch as never),
        );
      } else {
        continue;
      }
      done += 1;
      this.writes += 1;
    }
    return done;
  }

  /** Plans and carries out until nothing is left to do. @returns rounds */
  settle(): number {
    for (let round = 1; round <= 10; round += 1) {
      if (this.carryOut(this.plan()) === 0) {
        return round;
      }
    }
    throw new Error(
      `It does not come to an end: ${JSON.stringify(this.plan())}`,
    );
  }

  private change(intent: ChildIntent): void {
    switch (intent.type) {
      case 'createChild':
      case 'applyChild':
        this.store(intent.object as LiveObject, intent.type === 'createChild');
        this.remember(intent.object);
        return;
      case 'createSecret':
        this.store(
          {
            ...(intent.object as LiveObject),
            data: this.generate(intent.generate),
          },
          true,
        );
        return;
      case 'completeSecret': {
        const identity = `v1 Secret ${intent.name}`;
        const secret = this.objects.get(identity);
        if (secret) {
          const data = {
            ...(isRecord(secret.data) ? secret.data : {}),
            ...this.generate(intent.generate),
          };
          this.objects.set(identity, this.nextVersion({ ...secret, data }));
        }
        return;
      }
      case 'scale': {
        const identity = `apps/v1 StatefulSet ${intent.name}`;
        const statefulSet = this.objects.get(identity);
        if (statefulSet && isRecord(statefulSet.spec)) {
          const managedFields = [
            { fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
          ];
          const scaled = {
            ...statefulSet,
            metadata: { ...statefulSet.metadata, managedFields },
            spec: { ...statefulSet.spec, replicas: intent.replicas },
          };
          this.objects.set(identity, this.nextVersion(scaled));
        }
        return;
      }
      case 'releaseChild': {
        const identity = identityOfIntent(intent);
        const child = this.objects.get(identity);
        if (child) {
          const released = { ownerReferences: [], managedFields: [] };
          const metadata = { ...child.metadata, ...released };
          this.objects.set(identity, this.nextVersion({ ...child, metadata }));
        }
        return;
      }
      case 'deleteChild':
        this.objects.delete(
          `${intent.apiVersion} ${intent.kind} ${intent.name}`,
        );
        return;
      default:
    }
  }

  private store(object: LiveObject, creating: boolean): void {
    const identity = identityOf(object);
    const existing = this.objects.get(identity);
    if (creating === (existing !== undefined)) {
      throw new Error(
        `${identity} ${creating ? 'exists already' : 'does not exist'}`,
      );
    }
    const copy = this.normalize(overTheWire(object));
    const data =
      isRecord(existing?.data) && isRecord(copy.data)
        ? { ...existing.data, ...copy.data }
        : copy.data ?? existing?.data;
    const stored = { ...copy, ...(data === undefined ? {} : { data }) };
    const { uid = `uid-${this.#versions + 1}` } = existing?.metadata ?? {};
    this.objects.set(
      identity,
      this.nextVersion({
        ...stored,
        metadata: { ...stored.metadata, uid },
      }),
    );
  }

  private remember(object: KubernetesObject): void {
    const identity = identityOf(object);
    const live = this.objects.get(identity);
    if (live) {
      this.asApplied.set(identity, { object, live });
    }
  }

  private nextVersion(object: LiveObject): LiveObject {
    this.#versions += 1;
    const resourceVersion = String(this.#versions);
    return { ...object, metadata: { ...object.metadata, resourceVersion } };
  }

  private generate(keys: readonly GeneratedKey[]): Record<string, string> {
    return Object.fromEntries(
      keys.map(({ key }) => {
        this.generated += 1;
        return [key, `value ${this.generated}`];
      }),
    );
  }
}
