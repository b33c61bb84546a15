import {
  Bundle,
  JupyterServer,
  JupyterServerStatus,
} from '@amalthea/jupyterserver';

import { AsApplied } from '../compare/needsApply';
import { LiveObject } from './LiveObject';
import { PodView } from './PodView';

/** The JupyterServer as the API server has it; its spec may be invalid. */
export interface ServerSnapshot {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly generation: number;
  /** RFC 3339. */
  readonly createdAt?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly deleting: boolean;
  /** `spec.jupyterServer.hibernated`, read leniently: it must work even when the rest is invalid. */
  readonly hibernated: boolean;
  /** The status as it was written last, as far as it has the shape that we write. */
  readonly status: JupyterServerStatus;
  /** The same without any reading: what a status patch starts from. */
  readonly rawStatus: unknown;
}

/** What should run. */
export type Desired =
  | {
      readonly type: 'rendered';
      readonly server: JupyterServer;
      readonly bundle: Bundle;
      readonly url: string;
    }
  | { readonly type: 'invalid'; readonly problem: string }
  | {
      readonly type: 'unrenderable';
      readonly problem: string;
      readonly url: string;
    };

/** An object that stands where a child should. */
export interface ForeignObject {
  /** `previous`: it belongs to a deleted server of the same name and is about to go. */
  readonly owner: 'previous' | 'other';
  /** `Service "name"`, and whose it is if known. */
  readonly description: string;
}

/** How the last write of a child failed. */
export interface WriteFailure {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since the epoch: since when it has failed without success. */
  readonly since: number;
}

/** A Kubernetes Event about the server's pod, StatefulSet or claim. */
export interface EventView {
  readonly kind: string;
  readonly reason: string;
  readonly message: string;
  /** RFC 3339; when it was said first. */
  readonly firstAt?: string;
  /** RFC 3339. */
  readonly lastAt: string;
}

/** Everything that a decision rests on. Nothing else is looked at. */
export interface Observed {
  readonly server: ServerSnapshot;
  readonly desired: Desired;
  /** What belongs to the server, whether it should exist or not. */
  readonly children: readonly LiveObject[];
  /** By {@link identityOf} of the child in whose place it stands. */
  readonly foreign: ReadonlyMap<string, ForeignObject>;
  /** By {@link identityOf}. */
  readonly failures: ReadonlyMap<string, WriteFailure>;
  /** Children that the API server keeps otherwise than they were written, by {@link identityOf}. */
  readonly asApplied: ReadonlyMap<string, AsApplied>;
  readonly pod?: PodView;
  /** Whether the Service leads to a ready pod; `undefined` when unknown. */
  readonly endpointReady?: boolean;
  readonly events: readonly EventView[];
  /** `spec.template` of the revision that the pod was made from, if it is not the present one. */
  readonly runningTemplate?: unknown;
  /** renderHash() of the bundle as this operator would render it for Git; only when Git owns the children. */
  readonly expectedHash?: string;
}
