import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { render } from '../render/render';
import { defaultRenderConfig } from '../render/renderConfig';
import { JupyterServerSpecInput } from '../schema/spec';
import { exampleServer } from '../__testUtils__/exampleServer';
import { canonicalJson } from './canonicalJson';
import { podTemplateHash } from './podTemplateHash';
import { renderHash } from './renderHash';
import { sha256 } from './sha256';

const bundle = (spec: JupyterServerSpecInput = {}) =>
  render(exampleServer(spec), defaultRenderConfig);

describe('sha256', () => {
  it('agrees with OpenSSL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(sha256(text)).toBe(
          createHash('sha256').update(text).digest('hex'),
        );
      }),
    );
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of members, and leaves undefined out', () => {
    expect(
      canonicalJson({ b: [1, undefined], a: { d: undefined, c: 'é' } }),
    ).toBe('{"a":{"c":"é"},"b":[1,null]}');
  });
});

describe('renderHash', () => {
  it('changes with anything that is rendered', () => {
    expect(renderHash(bundle())).toMatch(/^[0-9a-f]{64}$/);
    expect(renderHash(bundle())).not.toBe(
      renderHash(bundle({ routing: { path: '/b' } })),
    );
  });
});

describe('podTemplateHash', () => {
  it.each<[string, JupyterServerSpecInput]>([
    ['the image', { jupyterServer: { image: 'a' } }],
    ['the resources', { jupyterServer: { resources: { limits: { cpu: 1 } } } }],
    [
      'the environment',
      { jupyterServer: { env: [{ name: 'A', value: 'b' }] } },
    ],
    ["Jupyter's configuration", { jupyterServer: { defaultUrl: '/tree' } }],
    ['the path', { routing: { path: '/b' } }],
  ])('changes with %s', (_name, spec) => {
    expect(podTemplateHash(bundle(spec))).not.toBe(podTemplateHash(bundle()));
  });

  it.each<[string, JupyterServerSpecInput]>([
    ['hibernation', { jupyterServer: { hibernated: true } }],
    [
      'annotations of the Ingress',
      { routing: { ingressAnnotations: { a: 'b' } } },
    ],
    ['culling', { culling: { idleSecondsThreshold: 1 } }],
    ['the update policy', { updatePolicy: 'Immediate' }],
    ['who may come in', { auth: { oidc: { authorizedEmails: ['a@b'] } } }],
  ])('does not change with %s', (_name, spec) => {
    expect(podTemplateHash(bundle(spec))).toBe(podTemplateHash(bundle()));
  });
});
