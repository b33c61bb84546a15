/** A part of a text, and the number of lines before it. */
export interface TextPart {
  readonly text: string;
  readonly linesBefore: number;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where each object ends that begins at the top of the text; the scan stops at anything else between objects. */
function objectEnds(text: string): number[] {
  const ends: number[] = [];
  let depth = 0;
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]|\S/gsy;
  const space = /\s*/gy;
  for (let position = 0; position < text.length; ) {
    space.lastIndex = position;
    space.test(text);
    token.lastIndex = space.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined || (depth === 0 && found !== '{')) break;
    position = token.lastIndex;
    if (found === '{' || found === '[') depth += 1;
    if (found === '}' || found === ']') depth -= 1;
    if (depth === 0) ends.push(position);
  }
  return ends;
}

/**
 * The objects of a text that is JSON objects one behind the other, as jq writes them and kubectl reads them; undefined
 * when it is not, and the text is for a YAML reader.
 */
export function jsonTexts(text: string): readonly TextPart[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const ends = objectEnds(text);
  if (ends.length < 2 || text.slice(ends.at(-1)).trim() !== '')
    return undefined;
  let linesBefore = 0;
  const parts = ends.map((end, index) => {
    const piece = text.slice(ends[index - 1] ?? 0, end);
    const part = { text: piece, linesBefore };
    linesBefore += piece.split('\n').length - 1;
    return part;
  });
  return parts.every(part => isJson(part.text)) ? parts : undefined;
}
