import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  Node,
} from 'yaml';

/** A place in a text; both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

function resolveAlias(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function stepInto(
  node: unknown,
  step: PropertyKey,
): { marker: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      ({ key }) =>
        (isScalar(key) ? String(key.value) : String(key)) === String(step),
    );
    return pair && { marker: pair.key, value: pair.value };
  }
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
    return { marker: node.items[step], value: node.items[step] };
  }
  return undefined;
}

function offset(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

/** Where a field stands in the text; for a field that is missing, where the nearest parent stands that is there. */
export function locate(
  document: Document,
  steps: readonly PropertyKey[],
  lines: LineCounter,
): Position {
  let node: unknown = document.contents;
  let found = offset(node) ?? 0;
  for (const step of steps) {
    const next = stepInto(resolveAlias(node, document), step);
    if (!next) break;
    found = offset(next.marker) ?? found;
    node = next.value;
  }
  const { line, col } = lines.linePos(found);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
