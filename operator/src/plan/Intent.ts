import { KubernetesObject } from '@amalthea/jupyterserver';

/** A random value of the Secret, made by whoever carries the intent out. */
export interface GeneratedKey {
  readonly key: string;
  /** 32 random bytes in this encoding. */
  readonly encoding: 'hex' | 'base64';
}

/** Writes a child that does not exist yet; must fail when it does. */
export interface CreateChild {
  readonly type: 'createChild';
  readonly object: KubernetesObject;
}

/** Brings our fields of a child to what they should be. */
export interface ApplyChild {
  readonly type: 'applyChild';
  readonly object: KubernetesObject;
  /** It must still be this object. */
  readonly uid: string;
}

/** Writes the Secret with fresh random values; must fail when it exists. */
export interface CreateSecret {
  readonly type: 'createSecret';
  /** Without data. */
  readonly object: KubernetesObject;
  readonly generate: readonly GeneratedKey[];
}

/** Adds random values that the Secret lacks; must fail when it has changed. */
export interface CompleteSecret {
  readonly type: 'completeSecret';
  readonly name: string;
  readonly resourceVersion: string;
  readonly generate: readonly GeneratedKey[];
}

/** Sets replicas of the StatefulSet and nothing else. */
export interface Scale {
  readonly type: 'scale';
  readonly name: string;
  readonly uid: string;
  readonly replicas: 0 | 1;
  /** `apply`: replicas are the only field that is ours. `patch`: there are others, which must stay ours. */
  readonly mode: 'apply' | 'patch';
}

/** Leaves a child to Git, as it is: takes away our owner reference and our ownership of its fields. */
export interface ReleaseChild {
  readonly type: 'releaseChild';
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** Removes a child. */
export interface DeleteChild {
  readonly type: 'deleteChild';
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** Ends the pod; the StatefulSet starts another. */
export interface DeletePod {
  readonly type: 'deletePod';
  readonly name: string;
  readonly uid: string;
}

/** Changes the status: a merge patch. */
export interface PatchStatus {
  readonly type: 'patchStatus';
  readonly patch: Readonly<Record<string, unknown>>;
  readonly from?: string;
  readonly to?: string;
  /** A change of mere detail may wait a moment for the next. */
  readonly urgent: boolean;
}

/** Tells people. */
export interface EmitEvent {
  readonly type: 'event';
  readonly severity: 'Normal' | 'Warning';
  readonly reason: string;
  readonly action: string;
  readonly note: string;
}

/** Asks to be looked at again. */
export interface WakeUp {
  readonly type: 'wakeUp';
  readonly afterMilliseconds: number;
}

/** A write to the API server on behalf of the children. */
export type ChildIntent =
  | CreateChild
  | ApplyChild
  | CreateSecret
  | CompleteSecret
  | Scale
  | ReleaseChild
  | DeleteChild
  | DeletePod;

/** One thing to do. */
export type Intent = ChildIntent | PatchStatus | EmitEvent | WakeUp;

/** Whether an intent is about the children. */
export function isChildIntent(intent: Intent): intent is ChildIntent {
  return (
    intent.type !== 'patchStatus' &&
    intent.type !== 'event' &&
    intent.type !== 'wakeUp'
  );
}
