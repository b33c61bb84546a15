/** A fenced block of shell commands in a guide. */
export type ShellBlock = {
  /** Line of its first command, from 1. */
  readonly line: number;
  readonly commands: string;
} & (
  | { readonly kind: 'runs' }
  /** Marked ```` ```sh no-test: REASON ````. */
  | { readonly kind: 'not here'; readonly reason: string }
);

const fence = /^```sh(?: (.*))?\n([\s\S]*?)^```$/gm;

/**
 * The blocks marked `sh` of a Markdown text, in order.
 *
 * @throws Error naming the line of a mark that is not `sh` or `sh no-test: REASON`.
 */
export function shellBlocks(markdown: string): readonly ShellBlock[] {
  return [...markdown.matchAll(fence)].map(match => {
    const [, mark, commands = ''] = match;
    const line = markdown.slice(0, match.index).split('\n').length + 1;
    if (mark === undefined) return { kind: 'runs', line, commands };
    const reason = /^no-test: (.+)$/.exec(mark)?.[1];
    if (reason === undefined)
      throw new Error(
        `Line ${
          line - 1
        }: after sh, only 'no-test: REASON' can stand, not '${mark}'.`,
      );
    return { kind: 'not here', line, commands, reason };
  });
}

/** One script that runs a guide's blocks in one shell and, when a command fails, says in which block. */
export function guideScript(file: string, markdown: string): string {
  const blocks = shellBlocks(markdown).filter(({ kind }) => kind === 'runs');
  return [
    'set -euo pipefail',
    `trap 'echo "failed in the block at $block" >&2' ERR`,
    ...blocks.flatMap(({ line, commands }) => [
      `block=${file}:${line}`,
      commands,
    ]),
  ].join('\n');
}
