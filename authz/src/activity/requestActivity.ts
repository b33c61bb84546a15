import { RequestView, wantsPage } from '../gate';

type Asked = Pick<
  RequestView,
  | 'method'
  | 'path'
  | 'isWebSocket'
  | 'secFetchMode'
  | 'xRequestedWith'
  | 'accept'
>;
export type Application = 'jupyter' | 'other';

interface Rule {
  readonly methods: readonly string[];
  /** Matched against the path below the base path. */
  readonly path: RegExp;
  /** `page`: only when it is a navigation. */
  readonly counts: boolean | 'page';
  readonly why: string;
}

const reading = ['GET'];
const writing = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * What tells people from polling on a Jupyter server; the first match decides. Measured with an untouched JupyterLab tab
 * (integration/jupyterActivity.test.ts). Requests that match nothing belong to another application behind Jupyter, such
 * as RStudio or VS Code, and count.
 */
export const activityRules: readonly Rule[] = [
  {
    methods: ['HEAD', 'OPTIONS'],
    path: /^/,
    counts: false,
    why: 'asks about something, does nothing',
  },
  {
    methods: ['PUT'],
    path: /^\/lab\/api\/workspaces(?:\/|$)/,
    counts: false,
    why: 'a tab saves its layout every ten seconds',
  },
  {
    methods: ['POST'],
    path: /^\/api\/security\/csp-report$/,
    counts: false,
    why: 'browsers report by themselves',
  },
  {
    methods: ['POST'],
    path: /^\/git\/(?:.*\/)?(?:status|all_history|branch|changed_files|log|remote|show_prefix|show_top_level|stash|submodules|tags|upstream)$/,
    counts: false,
    why: 'jupyterlab-git refreshes its panel with POST',
  },
  { methods: writing, path: /^/, counts: true, why: 'changes something' },
  {
    methods: reading,
    path: /^\/(?:files|nbconvert)\//,
    counts: true,
    why: 'a download',
  },
  {
    methods: reading,
    path: /^\/(?:(?:api|lab|static|tree|notebooks|edit|view|consoles|terminals|custom|nbextensions|kernelspecs|metrics|login|logout|lsp|git)(?:\/|$)|favicon\.ico$|jupyterlab[-_]|$)/,
    counts: 'page',
    why: 'Jupyter itself: navigations count, what its scripts ask for does not',
  },
  { methods: reading, path: /^/, counts: true, why: 'another application' },
];

/** Whether a request shows that a person is there. */
export function isRequestActivity(
  view: Asked,
  basePath: string,
  application: Application,
): boolean {
  if (application === 'other')
    return view.method !== 'HEAD' && view.method !== 'OPTIONS';
  const path = view.path.slice(basePath.length);
  const rule = activityRules.find(
    candidate =>
      candidate.methods.includes(view.method) && candidate.path.test(path),
  );
  if (!rule) return true;
  return rule.counts === 'page' ? wantsPage(view) : rule.counts;
}
