import { buildAuthzContainer } from './authzContainer';
import { renderConfigSchema } from './renderConfig';

describe('buildAuthzContainer', () => {
  it('takes image, pull policy and resources from the configuration', () => {
    const sidecar = {
      image: 'r/authz:1',
      imagePullPolicy: 'Always' as const,
      resources: { limits: { memory: '1Gi' } },
    };
    expect(
      buildAuthzContainer(renderConfigSchema.parse({ sidecar })),
    ).toMatchObject(sidecar);
  });

  it('is probed on its internal port only', () => {
    const { livenessProbe, readinessProbe, startupProbe } = buildAuthzContainer(
      renderConfigSchema.parse({}),
    );
    expect(
      [livenessProbe, readinessProbe, startupProbe].map(
        probe => probe?.httpGet,
      ),
    ).toEqual([
      { path: '/livez', port: 4181 },
      { path: '/readyz', port: 4181 },
      { path: '/livez', port: 4181 },
    ]);
  });
});
