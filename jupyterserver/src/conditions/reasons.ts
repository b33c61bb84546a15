/** What a condition's reason means to a person, and what to do about it. */
export interface ReasonText {
  /** One sentence about what is the case. */
  readonly sentence: string;
  /** What helps, or an empty string when nothing needs to be done. */
  readonly hint: string;
}

function reason(sentence: string, hint: string): ReasonText {
  return { sentence, hint };
}

/** The one list of condition reasons; operator, portal, documentation and Argo CD's Lua read it. */
export const reasons = {
  Running: reason('The server is running.', ''),
  Starting: reason(
    'The server is starting.',
    'Wait; most servers start within a minute or two.',
  ),
  ScalingUp: reason(
    'The cluster is adding a machine for this server.',
    'Wait; a new machine usually takes a few minutes.',
  ),
  ImagePulling: reason(
    'The image is being downloaded.',
    'Wait; large images take several minutes the first time on a machine.',
  ),
  ImagePullFailed: reason(
    'The image cannot be downloaded.',
    'Check spec.jupyterServer.image for typing errors, and spec.jupyterServer.imagePullSecrets if the registry needs a login.',
  ),
  Unschedulable: reason(
    'No machine has room for this server.',
    'Ask for less in spec.jupyterServer.resources, check nodeSelector, affinity and tolerations, or try again later.',
  ),
  VolumePending: reason(
    'The volume is being created.',
    'Wait; volumes are usually ready within a minute.',
  ),
  VolumeFailed: reason(
    'The volume cannot be created or attached.',
    'Check spec.storage.pvc.storageClassName and spec.storage.size, and the events of the PersistentVolumeClaim.',
  ),
  QuotaExceeded: reason(
    'The quota of the namespace is used up.',
    'Stop another server, ask for less in spec.jupyterServer.resources, or ask for a larger quota.',
  ),
  AdmissionDenied: reason(
    'The cluster refuses an object of this server.',
    'Read the message: it is the answer of the API server, or of a policy. Change what it names in the spec or its patches, or ask the people who run the cluster.',
  ),
  WriteFailed: reason(
    'An object of this server cannot be written.',
    'Read the message: it is what the API server says. Correct the field of spec.patches that it names; if it speaks of a webhook, of etcd or of time, ask the people who run the cluster.',
  ),
  KindMissing: reason(
    'The cluster does not know a kind of object that this server needs.',
    'Ask the people who run the cluster to install it: for an HTTPRoute, the Gateway API. Or do without: leave out spec.routing.gateway, or the patch that adds the object.',
  ),
  SecretMissing: reason(
    'A Secret that the server refers to does not exist.',
    'Create the Secret in the namespace of the server, or correct its name and key in the spec.',
  ),
  ServiceAccountMissing: reason(
    'The service account does not exist.',
    'Create it in the namespace of the server, or correct spec.jupyterServer.serviceAccountName.',
  ),
  InitContainerFailed: reason(
    'An init container fails.',
    'Read the log of the init container; it comes from spec.patches.',
  ),
  ContainerCrashed: reason(
    'A container keeps ending with an error.',
    'Read its log. Often the image does not start Jupyter, or a file in the home directory breaks it.',
  ),
  OutOfMemory: reason(
    'The server needed more memory than it may use.',
    'Raise spec.jupyterServer.resources.limits.memory, or load less data at once.',
  ),
  Evicted: reason(
    'The machine had to remove the server.',
    'It starts again by itself. Ask for the memory and disk it really needs in spec.jupyterServer.resources.requests.',
  ),
  NodeLost: reason(
    'The machine that runs the server does not answer.',
    'Wait; when the machine comes back or is removed, the server starts again.',
  ),
  ProbeFailing: reason(
    'Jupyter does not answer.',
    'If it does not recover by itself, restart the server; unsaved work in its kernels is lost then.',
  ),
  RouteNotReady: reason(
    'The server runs, but its address does not lead to it yet.',
    'Wait a minute; then check spec.routing, the ingress controller, and the DNS name.',
  ),
  RouteUnknown: reason(
    'The address of the server has not been checked yet.',
    '',
  ),
  RouteReady: reason('The address leads to the server.', ''),
  PatchFailed: reason(
    'A patch in spec.patches cannot be applied.',
    'Correct the operation that the message names; the running server was not changed.',
  ),
  PatchesApplied: reason('All patches were applied.', ''),
  InvalidSpec: reason(
    'The spec cannot work as it is.',
    'Correct the field that the message names.',
  ),
  NameConflict: reason(
    'An object with the name of this server belongs to someone else.',
    'Rename the server, or remove the object that the message names.',
  ),
  HibernatedByUser: reason(
    'The server was stopped on request.',
    'Start it again when you need it; its volume was kept.',
  ),
  HibernatedIdle: reason(
    'The server was stopped because nobody used it.',
    'Start it again when you need it; its volume was kept.',
  ),
  HibernatedMaxAge: reason(
    'The server was stopped because it reached its maximum age.',
    'Start it again when you need it; its volume was kept.',
  ),
  HibernatedStartFailed: reason(
    'The server was stopped because it did not start in time.',
    'Look at the reason it gave while starting, correct it, and start the server again.',
  ),
  HibernatedFailed: reason(
    'The server was stopped because it failed for too long.',
    'Look at the reason it gave while failing, correct it, and start the server again.',
  ),
  NotHibernated: reason('The server is not stopped.', ''),
  IdleSoon: reason(
    'The server will be stopped soon because nobody uses it.',
    'Use it, or keep it with the annotation amalthea.dev/keep-until.',
  ),
  Deleting: reason('The server is being deleted.', ''),
  Paused: reason(
    'The operator leaves this server alone.',
    'Remove the annotation amalthea.dev/paused to let the operator work again.',
  ),
  UpdateWaiting: reason(
    'A change waits for the next start of the server.',
    'Restart the server to apply it now, or set spec.updatePolicy to Immediate.',
  ),
  UpToDate: reason('The server runs what its spec says.', ''),
  RenderedBySameVersion: reason(
    'What Git delivered is what this operator would render.',
    '',
  ),
  RenderedDiffers: reason(
    'What Git delivered differs from what this operator would render.',
    'Bring the Argo CD plugin and the operator to the same version, then sync again.',
  ),
  ActivityKnown: reason('The activity of the server is known.', ''),
  OperatorCannotReach: reason(
    'The operator cannot ask the server for its activity.',
    'The server is not stopped while its activity is unknown. Check that network policies let the operator reach port 4181.',
  ),
  Expired: reason(
    'The server has been stopped for longer than it is kept.',
    'Remove it from Git, or start it again if it is still needed.',
  ),
  NotExpired: reason('The server is within the time it is kept.', ''),
  NoConflict: reason(
    'The names of the children are free or belong to this server.',
    '',
  ),
} as const satisfies Record<string, ReasonText>;

export type Reason = keyof typeof reasons;
