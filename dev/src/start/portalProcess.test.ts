import {
  defaultRenderConfig,
  renderConfigSchema,
} from '@amalthea/jupyterserver';
import { parse } from 'yaml';
import { operatorRendering } from './operatorProcess';
import { portalConfiguration } from './portalProcess';

describe('portalConfiguration', () => {
  it('lets the portal render as the operator does, in words that the renderer knows', () => {
    const { amalthea } = parse(
      portalConfiguration({
        port: 7007,
        clusters: [],
        rendering: operatorRendering,
        development: false,
      }),
    );
    const config = renderConfigSchema.parse(amalthea.render);
    expect(config).toMatchObject(operatorRendering);
    expect(config).not.toEqual(defaultRenderConfig);
  });

  it('says nothing of it where the operator is somebody else’s', () => {
    const text = portalConfiguration({
      port: 7007,
      clusters: [],
      development: true,
    });
    expect(parse(text)).not.toHaveProperty('amalthea');
  });
});
