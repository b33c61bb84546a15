import type { Reason } from '@amalthea/jupyterserver';

const askThePeople = 'Ask the people who run the portal';

/**
 * What to do, where the common hint names fields of a definition: people in the portal choose a profile and a shape, and
 * the fields belong to those who wrote the profile (ADR 0120). The sentences are the common ones.
 */
export const portalHints: Partial<Readonly<Record<Reason, string>>> = {
  ImagePullFailed: `Choose another image, or a server of another profile. ${askThePeople}: the image may be missing, or its registry want a login.`,
  Unschedulable:
    'Choose a smaller size, or wait: room comes when other servers stop.',
  VolumeFailed: `Look at the events. ${askThePeople} if they do not tell you enough.`,
  QuotaExceeded:
    'Stop or delete a server that you do not need, choose a smaller size, or ask for a larger quota.',
  AdmissionDenied:
    'What the cluster said tells which of its rules it is. Choose another shape, or ask the people who run the cluster.',
  WriteFailed: `${askThePeople}; what the cluster said helps them.`,
  KindMissing: `${askThePeople} to install it.`,
  SecretMissing: `${askThePeople} to create it.`,
  ServiceAccountMissing: `${askThePeople} to create it.`,
  InitContainerFailed: `Read the log of that container. ${askThePeople}: it comes from the profile.`,
  OutOfMemory: 'Choose a larger size, or load less data at once.',
  Evicted:
    'It starts again by itself. Choose a larger size if it happens again.',
  RouteNotReady: `Wait a minute. ${askThePeople} if it stays like this.`,
  PatchFailed: `${askThePeople}: the patches come from the profile. A running server was not changed.`,
  InvalidSpec: `${askThePeople}; what the cluster said names the field.`,
  NameConflict:
    'Delete this server and ask for one with another name, or have the object removed that the cluster names.',
  IdleSoon: 'Use it, or keep it for longer.',
  Paused: `${askThePeople} to let the operator work again.`,
  UpdateWaiting: 'Restart the server to apply it now.',
};
