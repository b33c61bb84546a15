/** What a container does now. */
export type ContainerActivity =
  | {
      readonly type: 'waiting';
      readonly reason?: string;
      readonly message?: string;
    }
  | {
      readonly type: 'running';
      /** RFC 3339. */
      readonly startedAt?: string;
    }
  | {
      readonly type: 'terminated';
      readonly exitCode: number;
      readonly reason?: string;
    };

/** A container of the pod. */
export interface ContainerView {
  readonly name: string;
  readonly kind: 'init' | 'regular';
  readonly ready: boolean;
  /** Whether its startup probe has succeeded. */
  readonly started: boolean;
  readonly restartCount: number;
  readonly activity: ContainerActivity;
  readonly lastTermination?: {
    readonly exitCode: number;
    readonly reason?: string;
  };
}

/** A condition of the pod. */
export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** The server's pod, reduced to what decisions need. */
export interface PodView {
  readonly name: string;
  readonly uid: string;
  readonly phase: string;
  readonly reason?: string;
  readonly message?: string;
  readonly node?: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly deleting: boolean;
  /** Name of the ControllerRevision it was made from. */
  readonly revision?: string;
  readonly hasReadinessGates: boolean;
  readonly conditions: readonly PodCondition[];
  readonly containers: readonly ContainerView[];
}

/** Whether a condition of the pod is True. */
export function holds(pod: PodView, type: string): boolean {
  return pod.conditions.some(
    condition => condition.type === type && condition.status === 'True',
  );
}
