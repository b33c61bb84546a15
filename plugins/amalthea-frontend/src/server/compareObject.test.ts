import type { ManifestObject } from '@amalthea/plugin-amalthea-common';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { compareObject, projectOnto } from './compareObject';

const object = (
  rendered: unknown,
  live?: unknown,
  kind: string = 'StatefulSet',
): ManifestObject => ({
  key: 'statefulset',
  apiVersion: 'apps/v1',
  kind,
  name: 'thesis',
  renderedYaml: stringify(rendered),
  ...(live === undefined ? {} : { liveYaml: stringify(live) }),
});

const rendered = {
  metadata: { name: 'thesis' },
  spec: {
    containers: [
      { name: 'jupyter-server', resources: { requests: { cpu: '0.5' } } },
      { name: 'authz', image: 'authz:1' },
    ],
    ports: [80, 81],
  },
};

describe('compareObject', () => {
  it('does not take what the cluster adds for a difference', () => {
    const live = {
      status: { replicas: 1 },
      metadata: { uid: 'x', name: 'thesis', generation: 2 },
      spec: {
        ports: [80, 81],
        containers: [
          {
            terminationMessagePath: '/dev/termination-log',
            name: 'jupyter-server',
            resources: { limits: {}, requests: { cpu: '500m' } },
          },
          { image: 'authz:1', imagePullPolicy: 'Always', name: 'authz' },
        ],
      },
    };
    expect(compareObject(object(rendered, live))).toEqual({ kind: 'same' });
  });

  it('shows what the definition says otherwise than what runs', () => {
    const comparison = compareObject(
      object(rendered, {
        ...rendered,
        spec: {
          ...rendered.spec,
          containers: [
            { name: 'authz', image: 'authz:0' },
            rendered.spec.containers[0],
          ],
        },
      }),
    );
    expect(comparison.kind).toBe('different');
    expect(comparison).toMatchObject({
      runs: expect.stringContaining('authz:0'),
      defined: expect.stringContaining('authz:1'),
    });
  });

  it('shows a container that only one side has', () => {
    const [first] = rendered.spec.containers;
    const comparison = compareObject(
      object(rendered, {
        ...rendered,
        spec: { ...rendered.spec, containers: [first, { name: 'istio' }] },
      }),
    );
    expect(comparison).toMatchObject({
      runs: expect.stringContaining('istio'),
      defined: expect.not.stringContaining('istio'),
    });
  });

  it('says that an object is missing, and that a Secret is not read', () => {
    expect(compareObject(object(rendered))).toEqual({ kind: 'missing' });
    expect(compareObject(object(rendered, undefined, 'Secret'))).toEqual({
      kind: 'unread',
    });
  });
});

describe('projectOnto', () => {
  const json = fc.jsonValue({ maxDepth: 4 });

  it('changes nothing about a value that is as defined', () => {
    fc.assert(
      fc.property(json, value => {
        expect(stringify(projectOnto(value, value))).toBe(stringify(value));
      }),
    );
  });

  it('does not see fields that are only added', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), json, (defined, added) => {
        const key = `${Object.keys(defined).join('')}-added`;
        expect(projectOnto(defined, { ...defined, [key]: added })).toEqual(
          projectOnto(defined, defined),
        );
      }),
    );
  });
});
