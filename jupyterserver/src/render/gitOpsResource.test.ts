import { renderHash } from '../hash/renderHash';
import { exampleInput } from '../__testUtils__/exampleInput';
import { gitOpsResource } from './gitOpsResource';
import { render } from './render';

describe('gitOpsResource', () => {
  it('keeps the server as it was written and adds how it was delivered', () => {
    const { server, config } = exampleInput({}, { delivery: 'gitops' });
    const bundle = render(server, config);
    const written = {
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'ada', annotations: { a: 'b' } },
      spec: {},
    };
    expect(gitOpsResource(written, bundle, 'lab')).toEqual({
      ...written,
      metadata: {
        name: 'ada',
        namespace: 'lab',
        annotations: {
          a: 'b',
          'amalthea.dev/delivery': 'gitops',
          'amalthea.dev/render-hash': renderHash(bundle),
        },
      },
    });
  });
});
