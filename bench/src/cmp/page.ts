import { table, type Figure } from '../figures';

/** The page in docs/benchmarks. */
export function page(figures: readonly Figure[], machine: string): string {
  return [
    '# Git delivery: the plugin server for Argo CD',
    '',
    'Made by `npm run bench -- cmp`. The client speaks to the plugin as repo-server does: a connection per call, pieces of',
    '1,024 bytes. Client and plugin share the machine. The small repository has ten servers in one path, which become 70',
    "objects. The command is the sidecar's own program under `generate`; the stock path is Argo CD's own",
    '`argocd-cmp-server`, which starts that command for each call.',
    '',
    `Machine: ${machine}.`,
    '',
    table(figures),
  ].join('\n');
}
