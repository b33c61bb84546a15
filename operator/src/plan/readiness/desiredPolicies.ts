import { Observed, WriteFailure } from '../observed/Observed';
import { failed, Finding, Policy, starting } from './Finding';
import { isRunning } from './runningPolicies';

/** The spec was stored before the CRD could refuse it. */
export const isInvalid: Policy = input =>
  input.observed.desired.type === 'invalid'
    ? keepRunning(input, failed('InvalidSpec', input.observed.desired.problem))
    : undefined;

/** A patch fails, or makes of the bundle what the operator may not write. */
export const hasRefusedBundle: Policy = input =>
  input.desired.type === 'refused'
    ? keepRunning(input, failed('PatchFailed', input.desired.problem))
    : undefined;

/** A running server goes on as it was: that something cannot be applied is said by other conditions. */
function keepRunning(input: Parameters<Policy>[0], finding: Finding): Finding {
  return isRunning(input) ?? finding;
}

/** A name is taken. */
export const hasNameConflict: Policy = input => {
  const { foreign } = input.observed;
  const others = [...foreign.values()].filter(({ owner }) => owner === 'other');
  if (others.length > 0) {
    const names = others.map(({ description }) => description).join(', ');
    return keepRunning(input, failed('NameConflict', `Taken: ${names}.`));
  }
  return foreign.size > 0
    ? starting(
        'Starting',
        'Children of the deleted server of the same name are being removed.',
      )
    : undefined;
};

/** The API server refused a child for good. */
export const writeWasRefused: Policy = input => {
  const refused = [...input.observed.failures].find(([, failure]) =>
    isRefusal(failure),
  );
  if (!refused) {
    return undefined;
  }
  const [identity, failure] = refused;
  const [apiVersion, ...rest] = identity.split(' ');
  const subject = rest.join(' ');
  if (isUnknownKind(failure)) {
    return keepRunning(
      input,
      failed('KindMissing', `${subject}: nothing serves ${apiVersion}.`),
    );
  }
  return keepRunning(
    input,
    failed(refusalReason(failure, identity), `${subject}: ${failure.message}`),
  );
};

/** Failures that repeat themselves until somebody changes something; others are tried again unmentioned. */
function isRefusal({ status }: WriteFailure): boolean {
  return status === 400 || status === 403 || status === 404 || status === 422;
}

/** Whatever the API server knows it refuses with a reason; a path that it does not know is merely not found. */
function isUnknownKind({ status, reason }: WriteFailure): boolean {
  return status === 404 && reason === 'Unknown';
}

function refusalReason(failure: WriteFailure, identity: string) {
  if (/exceeded quota/.test(failure.message)) {
    return 'QuotaExceeded';
  }
  return / PersistentVolumeClaim /.test(identity)
    ? 'VolumeFailed'
    : 'AdmissionDenied';
}

/** Whether all that was rendered could be written. */
export function writesFail(observed: Observed): boolean {
  return [...observed.failures.values()].some(isRefusal);
}
