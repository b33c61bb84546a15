import { Finding, Policy, ReadinessInput, starting } from './Finding';
import { isDeleting, isHibernated } from './lifecyclePolicies';
import {
  hasNameConflict,
  hasRefusedBundle,
  isInvalid,
  writeWasRefused,
} from './desiredPolicies';
import { isRouteMissing, isRunning } from './runningPolicies';
import {
  podCannotBeCreated,
  podHasFailed,
  podIsUnschedulable,
  podNodeIsLost,
} from './podPolicies';
import {
  containerCannotStart,
  containerHasFailed,
  containerIsPreparing,
  containerIsRestarting,
} from './containerPolicies';
import { isClaimLost, volumeIsNotReady } from './volumePolicies';
import { probesFail } from './waitingPolicies';

/** In this order; the first that recognises the situation names it. */
const policies: readonly Policy[] = [
  isDeleting,
  isHibernated,
  isInvalid,
  hasRefusedBundle,
  hasNameConflict,
  writeWasRefused,
  podCannotBeCreated,
  isClaimLost,
  podIsUnschedulable,
  isRunning,
  isRouteMissing,
  podHasFailed,
  podNodeIsLost,
  containerCannotStart,
  containerHasFailed,
  containerIsRestarting,
  volumeIsNotReady,
  containerIsPreparing,
  probesFail,
];

/** Says what is the case with a server. */
export function findReadiness(input: ReadinessInput): Finding {
  for (const policy of policies) {
    const finding = policy(input);
    if (finding) {
      return finding;
    }
  }
  return starting('Starting');
}
