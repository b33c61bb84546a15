import { ChildIntent } from './Intent';
import { identityOf } from './observed/LiveObject';

/** Which object an intent writes, see {@link identityOf}. */
export function identityOfIntent(intent: ChildIntent): string {
  switch (intent.type) {
    case 'createChild':
    case 'applyChild':
    case 'createSecret':
      return identityOf(intent.object);
    case 'completeSecret':
      return `v1 Secret ${intent.name}`;
    case 'scale':
      return `apps/v1 StatefulSet ${intent.name}`;
    case 'releaseChild':
    case 'deleteChild':
      return `${intent.apiVersion} ${intent.kind} ${intent.name}`;
    case 'deletePod':
      return `v1 Pod ${intent.name}`;
    default:
      throw new TypeError(
        `Unknown intent ${JSON.stringify(intent satisfies never)}.`,
      );
  }
}
