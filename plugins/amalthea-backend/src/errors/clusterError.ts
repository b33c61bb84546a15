import { KubeApiError, KubeError } from '@amalthea/kube';
import type { FieldProblem } from '@amalthea/plugin-amalthea-common';
import { AmaltheaError } from './AmaltheaError';

/** A failure of one call to a cluster, in words for people. Errors that are no answer of a cluster pass unchanged. */
export function clusterError(failure: unknown, clusterTitle: string): unknown {
  if (failure instanceof KubeApiError) return apiError(failure, clusterTitle);
  if (failure instanceof KubeError) {
    return new AmaltheaError(
      'ClusterUnreachable',
      `The cluster ${clusterTitle} does not answer.`,
      {
        hint: 'Try again in a moment. Nothing is created twice.',
        detail: failure.message,
      },
    );
  }
  // Something else answers in its place, such as a proxy with a page of its own.
  if (failure instanceof SyntaxError) {
    return new AmaltheaError(
      'ClusterUnreachable',
      `What answers for the cluster ${clusterTitle} is no Kubernetes.`,
      {
        hint: 'Ask the people who run the portal to check its address and what stands between.',
        detail: failure.message,
      },
    );
  }
  return failure;
}

/** Whether a cluster says that one object does not exist, and not that its kind or the whole API is missing. */
export function isObjectMissing(failure: unknown): boolean {
  return (
    failure instanceof KubeApiError &&
    failure.status === 404 &&
    !isApiMissing(failure.serverMessage)
  );
}

function isApiMissing(detail: string): boolean {
  // An API server has only this text, and no Status, for paths that nothing serves.
  return /page not found|could not find the requested resource|no message from the server/i.test(
    detail,
  );
}

function apiError(failure: KubeApiError, clusterTitle: string): AmaltheaError {
  const detail = failure.serverMessage;
  switch (failure.status) {
    case 400:
    case 422:
      if (isAdmission(detail)) return admissionDenied(detail);
      return new AmaltheaError(
        'InvalidRequest',
        'The cluster does not accept this server.',
        {
          hint: 'Correct the fields that are named.',
          problems: fieldProblems(failure),
          detail,
        },
      );
    case 401:
      return new AmaltheaError(
        'ClusterRefused',
        `The cluster ${clusterTitle} does not know this portal's account.`,
        {
          hint: 'Ask the people who run the portal to renew its service account token.',
          detail,
        },
      );
    case 403:
      return forbidden(detail, clusterTitle);
    case 404:
      return notFound(detail, clusterTitle);
    case 409:
      return failure.reason === 'AlreadyExists'
        ? new AmaltheaError(
            'NameTaken',
            'A server of this name exists already.',
            { hint: 'Choose another name.', detail },
          )
        : new AmaltheaError(
            'Conflict',
            'The server was changed by somebody else in the meantime.',
            {
              hint: 'Look at its present state and try again.',
              detail,
            },
          );
    default:
      return new AmaltheaError(
        'ClusterUnreachable',
        `The cluster ${clusterTitle} answers with errors.`,
        {
          hint: 'Try again in a moment. Nothing is created twice.',
          detail,
        },
      );
  }
}

/** A namespace or the whole API may be missing, and not only a server. */
function notFound(detail: string, clusterTitle: string): AmaltheaError {
  const namespace = /^namespaces "([^"]+)" not found/.exec(detail)?.[1];
  if (namespace !== undefined) {
    return new AmaltheaError(
      'DestinationUnknown',
      `The cluster ${clusterTitle} has no namespace '${namespace}'.`,
      { hint: 'Ask the people who run the portal to create it.', detail },
    );
  }
  if (isApiMissing(detail)) {
    return new AmaltheaError(
      'ClusterRefused',
      `Amalthea is not installed in the cluster ${clusterTitle}.`,
      { hint: 'Ask the people who run the portal to install it.', detail },
    );
  }
  return new AmaltheaError('ServerNotFound', 'There is no such server.', {
    detail,
  });
}

function forbidden(detail: string, clusterTitle: string): AmaltheaError {
  if (/exceeded quota/i.test(detail)) {
    return new AmaltheaError(
      'QuotaExceeded',
      'The quota of the namespace does not allow another server of this size.',
      {
        hint: 'Choose a smaller size, or delete a server you no longer need.',
        detail,
      },
    );
  }
  if (isAdmission(detail)) return admissionDenied(detail);
  return new AmaltheaError(
    'ClusterRefused',
    `The cluster ${clusterTitle} does not let this portal do that.`,
    {
      hint: 'Ask the people who run the portal to check the roles of its service account.',
      detail,
    },
  );
}

function admissionDenied(detail: string): AmaltheaError {
  return new AmaltheaError(
    'AdmissionDenied',
    'A rule of the cluster refuses this server.',
    {
      hint: 'The rule says what it misses. Change the request, or ask the people who run the cluster.',
      detail,
    },
  );
}

function isAdmission(message: string): boolean {
  return /admission webhook|ValidatingAdmissionPolicy|violates PodSecurity|denied the request/i.test(
    message,
  );
}

function fieldProblems(failure: KubeApiError): readonly FieldProblem[] {
  return failure.causes.flatMap(cause =>
    cause.field && cause.message
      ? [{ field: cause.field, message: cause.message }]
      : [],
  );
}
