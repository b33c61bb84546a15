import { WriteFailure } from '../observed/Observed';
import { failed, Finding, Policy, ReadinessInput, starting } from './Finding';
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
function keepRunning(input: ReadinessInput, finding: Finding): Finding {
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

/** The API server refused a child. */
export const writeWasRefused: Policy = input => {
  const refusal = findRefusal(input);
  return refusal && keepRunning(input, refusal);
};

/** What the API server refuses, however the server does meanwhile. */
export function findRefusal({
  observed,
  now,
}: Pick<ReadinessInput, 'observed' | 'now'>): Finding | undefined {
  const refused = [...observed.failures].find(([, failure]) =>
    isRefusal(failure, now),
  );
  if (!refused) {
    return undefined;
  }
  const [identity, failure] = refused;
  const [apiVersion, ...rest] = identity.split(' ');
  const subject = rest.join(' ');
  return isUnknownKind(failure)
    ? failed('KindMissing', `${subject}: nothing serves ${apiVersion}.`)
    : failed(
        refusalReason(failure, identity),
        `${subject}: ${failure.message}`,
      );
}

/** An API server that fails may be about to recover; each failure here has been tried several times within seconds. */
const patienceMilliseconds = 10_000;

function isRefusal({ status, since }: WriteFailure, now: number): boolean {
  return status < 500 || now - since >= patienceMilliseconds;
}

/** Whatever the API server knows it refuses with a reason; a path that it does not know is merely not found. */
function isUnknownKind({ status, reason }: WriteFailure): boolean {
  return status === 404 && reason === 'Unknown';
}

function refusalReason(failure: WriteFailure, identity: string) {
  if (failure.status >= 500) {
    return 'WriteFailed';
  }
  if (/exceeded quota/.test(failure.message)) {
    return 'QuotaExceeded';
  }
  return / PersistentVolumeClaim /.test(identity)
    ? 'VolumeFailed'
    : 'AdmissionDenied';
}
