import {
  parseJupyterServer,
  render,
  defaultRenderConfig,
} from '@amalthea/jupyterserver';
import { createServerRequestSchema } from '@amalthea/plugin-amalthea-common';
import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { readConfiguration } from '../configuration/readConfiguration';
import { draftServer } from '../servers/draftServer';
import { testConfig } from '../__testUtils__/startPlugin';
import { resolveShape } from './resolveShape';

const { profiles } = readConfiguration(
  mockServices.rootConfig({ data: testConfig }),
);
const [minimal, shared] = profiles;

const gibibyte = 2 ** 30;
const shapes = fc.record(
  {
    image: fc.constantFrom('lab'),
    size: fc.constantFrom('small', 'large'),
    diskBytes: fc.integer({ min: gibibyte, max: 10 * gibibyte }),
    idleSeconds: fc.integer({ min: 600, max: 7200 }),
    environment: fc.dictionary(
      fc
        .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/)
        .filter(name => !/^(SITE|JUPYTER_|SERVER_APP_|__proto__)/.test(name)),
      fc.string({ maxLength: 100 }),
      { maxKeys: 5, noNullPrototype: true },
    ),
  },
  { requiredKeys: [] },
);
const names = fc.stringMatching(/^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/);

function draft(name: string, shape: object, owner = 'user:default/ada') {
  const request = createServerRequestSchema.parse({
    profile: 'minimal',
    name,
    shape,
    requestId: 'request-1',
  });
  return draftServer({
    request,
    profile: minimal,
    owner,
    requestId: request.requestId,
  });
}

describe('a request that the profile allows', () => {
  it('always makes a JupyterServer that the API accepts and that can be rendered', () => {
    fc.assert(
      fc.property(names, shapes, (name, shape) => {
        const { manifest, server } = draft(name, shape);
        expect(parseJupyterServer(manifest).ok).toBe(true);
        expect(render(server, defaultRenderConfig).has('statefulset')).toBe(
          true,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('makes the same server of the same request', () => {
    fc.assert(
      fc.property(names, shapes, (name, shape) => {
        expect(draft(name, shape)).toEqual(draft(name, shape));
      }),
      { numRuns: 50 },
    );
  });

  it('never gives two people the same address', () => {
    fc.assert(
      fc.property(
        names,
        fc.constantFrom(
          'user:default/a.b',
          'user:other/ada',
          'group:default/ada',
        ),
        (name, other) => {
          expect(draft(name, {}, other).server.spec.routing.path).not.toBe(
            draft(name, {}).server.spec.routing.path,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('carries out what was asked for', () => {
    const { server } = draft('genomics', {
      size: 'large',
      diskBytes: 3 * gibibyte,
      environment: { A: 'b' },
    });
    expect(server.metadata.annotations).toMatchObject({
      'amalthea.dev/owner': 'user:default/ada',
      'amalthea.dev/profile': 'minimal',
      'amalthea.dev/request-id': 'request-1',
    });
    expect(server.spec.jupyterServer.resources).toEqual({
      requests: { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' },
      limits: { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' },
    });
    expect(server.spec.jupyterServer.env).toEqual([
      { name: 'A', value: 'b' },
      { name: 'SITE', value: 'lab' },
    ]);
    expect(server.spec.storage.size).toBe('3Gi');
  });
});

describe('resolveShape', () => {
  it.each([
    [{ size: 'huge' }, 'shape.size'],
    [{ image: 'quay.io/other' }, 'shape.image'],
    [{ diskBytes: gibibyte - 1 }, 'shape.diskBytes'],
    [{ diskBytes: 11 * gibibyte }, 'shape.diskBytes'],
    [{ idleSeconds: 0 }, 'shape.idleSeconds'],
    [{ idleSeconds: 7201 }, 'shape.idleSeconds'],
    [{ environment: { SITE: 'x' } }, 'shape.environment.SITE'],
    [
      { environment: { JUPYTER_TOKEN: 'x' } },
      'shape.environment.JUPYTER_TOKEN',
    ],
    [{ collaborators: ['a@example.org'] }, 'shape.collaborators'],
  ])('refuses %j and names the field', (shape, field) => {
    expect(resolveShape(minimal, shape)).toMatchObject({
      ok: false,
      problems: [{ field }],
    });
  });

  it('never lets anything through that is outside of the bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (diskBytes, idleSeconds) => {
        const resolution = resolveShape(minimal, { diskBytes, idleSeconds });
        const within =
          diskBytes >= gibibyte &&
          diskBytes <= 10 * gibibyte &&
          idleSeconds >= 600 &&
          idleSeconds <= 7200;
        expect(resolution.ok).toBe(within);
      }),
    );
  });

  it('opens only the variables that the profile names, unless it opens all', () => {
    const closed = {
      ...minimal,
      environment: {
        ...minimal.environment,
        free: false,
        variables: [{ name: 'P', title: 'P', pattern: '[a-z]+' }],
      },
    };
    expect(resolveShape(closed, { environment: { P: 'abc' } }).ok).toBe(true);
    expect(resolveShape(closed, { environment: { P: 'ABC' } }).ok).toBe(false);
    expect(resolveShape(closed, { environment: { Q: 'abc' } }).ok).toBe(false);
  });

  it('shares only where people sign in', () => {
    expect(
      resolveShape(shared, {
        collaborators: ['a@example.org', 'a@example.org'],
      }),
    ).toMatchObject({
      ok: true,
      shape: { collaborators: ['a@example.org'] },
    });
  });
});
