import {
  defaultRenderConfig,
  renderConfigSchema,
} from '@amalthea/jupyterserver';
import { bundlesOf } from './bundlesOf';

function server(name: string, more = ''): string {
  return `apiVersion: amalthea.dev/v1alpha1\nkind: JupyterServer\nmetadata: {name: ${name}}\nspec:\n  routing: {host: a.org}\n${more}`;
}

const render = (...texts: string[]) =>
  bundlesOf(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    defaultRenderConfig,
    'lab',
  );

describe('bundlesOf', () => {
  it('prints the objects of all servers, in the namespace they get by default', () => {
    const { output, problems } = render(server('a'), server('b'));
    expect(problems).toEqual([]);
    expect(output.match(/^kind: StatefulSet$/gm)).toHaveLength(2);
    expect(output.match(/^ {2}namespace: lab$/gm)).toHaveLength(12);
    expect(output).not.toContain('kind: JupyterServer');
  });

  it('prints the server itself before its objects when Git delivers', () => {
    const config = renderConfigSchema.parse({ delivery: 'gitops' });
    const { output } = bundlesOf(
      [{ name: '-', text: server('a') }],
      config,
      'lab',
    );
    expect(output).toMatch(
      /^apiVersion: amalthea\.dev\/v1alpha1\nkind: JupyterServer\n/,
    );
    expect(output).toContain('amalthea.dev/render-hash: ');
    expect(output).not.toMatch(/kind: Secret|replicas:/);
  });

  it('notes what it leaves out', () => {
    const { notes, problems } = render(
      `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n---\n${server('a')}`,
    );
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      '0.yaml:1: Secret s is left out: only JupyterServers are rendered',
    ]);
  });

  it('names place, patch, operation and path of a patch that fails', () => {
    const patches =
      '  patches:\n    - type: application/json-patch+json\n      patch:\n        - {op: remove, path: /nothing}\n';
    expect(render(server('a', patches)).problems).toEqual([
      "0.yaml:9:11: spec.patches[0].patch[0]: operation 0 (remove /nothing): there is no 'nothing' in the document",
    ]);
  });

  it('refuses the same server twice', () => {
    expect(render(server('a'), server('a')).problems).toEqual([
      '1.yaml:3:12: metadata.name: the JupyterServer lab/a is already in 0.yaml:3',
    ]);
  });

  it('refuses an empty file, and files without a server', () => {
    expect(render('').problems).toEqual([
      '0.yaml: is empty; a JupyterServer was expected',
    ]);
    expect(render('apiVersion: v1\nkind: Secret\n').problems).toEqual([
      '0.yaml: there is no JupyterServer',
    ]);
  });
});
