import { KubeApiError, KubeConnectionError } from '@amalthea/kube';
import { AmaltheaError } from './AmaltheaError';
import { clusterError, isObjectMissing } from './clusterError';

function answered(
  status: number,
  reason: string,
  message: string,
  causes: { field: string; message: string }[] = [],
) {
  return new KubeApiError(
    { method: 'POST', path: '/apis/x', status, reason, causes },
    message,
  );
}

describe('clusterError', () => {
  it.each([
    [401, 'Unauthorized', 'Unauthorized', 'ClusterRefused'],
    [
      403,
      'Forbidden',
      'pods "a" is forbidden: exceeded quota: team, requested: cpu=2',
      'QuotaExceeded',
    ],
    [
      403,
      'Forbidden',
      'admission webhook "x" denied the request: no',
      'AdmissionDenied',
    ],
    [
      403,
      'Forbidden',
      "ValidatingAdmissionPolicy 'x' with binding 'y' denied request: no",
      'AdmissionDenied',
    ],
    [
      403,
      'Forbidden',
      'User "system:serviceaccount:a:b" cannot create resource',
      'ClusterRefused',
    ],
    [404, 'NotFound', 'not found', 'ServerNotFound'],
    [
      404,
      'NotFound',
      'jupyterservers.amalthea.dev "a" not found',
      'ServerNotFound',
    ],
    [404, 'NotFound', 'namespaces "team" not found', 'DestinationUnknown'],
    [404, 'NotFound', '404 page not found', 'ClusterRefused'],
    [
      404,
      'NotFound',
      'no message from the server (HTTP 404)',
      'ClusterRefused',
    ],
    [
      404,
      'NotFound',
      'the server could not find the requested resource',
      'ClusterRefused',
    ],
    [409, 'AlreadyExists', 'already exists', 'NameTaken'],
    [409, 'Conflict', 'the object has been modified', 'Conflict'],
    [422, 'Invalid', 'invalid', 'InvalidRequest'],
    [500, 'InternalError', 'etcd', 'ClusterUnreachable'],
    [429, 'TooManyRequests', 'slow down', 'ClusterUnreachable'],
  ])('turns %i %s (%s) into %s', (status, reason, message, code) => {
    const error = clusterError(answered(status, reason, message), 'Dev');
    expect(error).toMatchObject({ cause: { code, detail: message } });
    expect((error as AmaltheaError).message).not.toContain(message);
  });

  it('names the fields that the cluster found wrong', () => {
    const field = { field: 'spec.routing.host', message: 'Required value' };
    expect(
      clusterError(answered(422, 'Invalid', 'invalid', [field]), 'Dev'),
    ).toMatchObject({
      cause: { problems: [field] },
    });
  });

  it('says that a cluster does not answer', () => {
    expect(
      clusterError(new KubeConnectionError('ECONNREFUSED', 'no'), 'Dev'),
    ).toMatchObject({
      message: 'The cluster Dev does not answer.',
      cause: { code: 'ClusterUnreachable', detail: 'ECONNREFUSED' },
    });
  });

  it('says that something else answers', () => {
    const failure = new SyntaxError('Unexpected token <');
    expect(clusterError(failure, 'Dev')).toMatchObject({
      message: 'What answers for the cluster Dev is no Kubernetes.',
      cause: { code: 'ClusterUnreachable', detail: 'Unexpected token <' },
    });
  });

  it('leaves defects of our own alone', () => {
    const defect = new TypeError('x is undefined');
    expect(clusterError(defect, 'Dev')).toBe(defect);
  });
});

describe('isObjectMissing', () => {
  it.each([
    ['jupyterservers.amalthea.dev "a" not found', 404, true],
    ['404 page not found', 404, false],
    ['no message from the server (HTTP 404)', 404, false],
    ['forbidden', 403, false],
  ])('takes %p (%i) for %p', (message, status, missing) => {
    expect(isObjectMissing(answered(status, 'NotFound', message))).toBe(
      missing,
    );
  });
});
