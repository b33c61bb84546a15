import { annotations } from '@amalthea/jupyterserver';

import { Difference, differences } from '../compare/differences';
import { identityOf } from '../observed/LiveObject';
import { PlanContext } from '../PlanContext';

/** Whether what Git delivered is what this operator would render. */
export interface RenderedComparison {
  readonly inSync: boolean;
  /** The first differences, for people. */
  readonly detail?: string;
}

const maximumNamed = 5;

/**
 * Compares what Git delivered with what this operator renders: by the hash that was delivered with the
 * JupyterServer, and by the children as they are.
 *
 * @param context - the bundle in it must be rendered for Git
 */
export function compareRendered(
  context: PlanContext,
): RenderedComparison | undefined {
  const { observed, desired, gitops } = context;
  const { expectedHash } = observed;
  if (!gitops || desired.type !== 'known') {
    return undefined;
  }
  const found: string[] = [];
  const delivered = observed.server.annotations[annotations.renderHash];
  if (
    delivered !== undefined &&
    expectedHash !== undefined &&
    delivered !== expectedHash
  ) {
    found.push('the render hash');
  }
  for (const { key, object } of desired.children) {
    if (key === 'secret') {
      continue;
    }
    const live = observed.children.find(
      child => identityOf(child) === identityOf(object),
    );
    if (!live) {
      found.push(`${object.kind} is missing`);
      continue;
    }
    const first = [...differences(object, live)].find(
      difference =>
        difference.pointer !== '/spec/replicas' && !isLeftOut(difference),
    );
    if (first) {
      found.push(`${object.kind} ${first.pointer}`);
    }
  }
  return found.length === 0
    ? { inSync: true }
    : {
        inSync: false,
        detail: `Different: ${found.slice(0, maximumNamed).join(', ')}.`,
      };
}

/** The API server leaves out many fields that are empty, false or 0. They are in none of our writes here that would tell which. */
function isLeftOut({ desired, live }: Difference): boolean {
  return (
    live === undefined && (desired === '' || desired === false || desired === 0)
  );
}
