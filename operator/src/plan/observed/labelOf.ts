import { labels } from '@amalthea/jupyterserver';

import { LiveObject } from './LiveObject';

/** The key under which a child was rendered; its kind, when a label was lost. */
export function labelOf(child: LiveObject): string {
  return child.metadata.labels?.[labels.childKey] ?? child.kind.toLowerCase();
}
