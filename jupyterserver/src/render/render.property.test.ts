import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { formatDocuments } from '../documents/formatDocuments';
import { renderHash } from '../hash/renderHash';
import { KubernetesObject } from '../kubernetes/object';
import { parseJupyterServer } from '../parse/parseJupyterServer';
import {
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
} from '../rules/kubernetesName';
import { JupyterServer } from '../schema/jupyterServer';
import { arbitraryServer } from '../__testUtils__/arbitraryServer';
import { Bundle } from './bundle';
import { render } from './render';
import { defaultRenderConfig } from './renderConfig';

const runs = { numRuns: 60 };

function accepted(value: unknown): JupyterServer {
  const result = parseJupyterServer(value);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.server;
}

function objects(bundle: Bundle): KubernetesObject[] {
  return [...bundle.values()];
}

describe('render, for every server that the schema accepts', () => {
  it('gives objects with legal names and labels', () => {
    fc.assert(
      fc.property(arbitraryServer, input => {
        for (const { metadata } of objects(
          render(accepted(input), defaultRenderConfig),
        )) {
          expect(isDnsSubdomain(metadata.name ?? '')).toBe(true);
          for (const [key, value] of Object.entries(metadata.labels ?? {})) {
            expect([key, isLabelKey(key)]).toEqual([key, true]);
            expect([value, isLabelValue(value)]).toEqual([value, true]);
          }
        }
      }),
      runs,
    );
  });

  it('gives the same bytes for the same input, and leaves the input alone', () => {
    fc.assert(
      fc.property(arbitraryServer, input => {
        const server = accepted(input);
        const before = JSON.stringify(server);
        const first = formatDocuments(
          objects(render(server, defaultRenderConfig)),
        );
        expect(
          formatDocuments(objects(render(server, defaultRenderConfig))),
        ).toBe(first);
        expect(JSON.stringify(server)).toBe(before);
      }),
      runs,
    );
  });

  it('writes YAML that readers of YAML 1.1 and 1.2 understand alike', () => {
    fc.assert(
      fc.property(arbitraryServer, input => {
        const bundle = objects(render(accepted(input), defaultRenderConfig));
        const text = formatDocuments(bundle);
        const read = (version: '1.1' | '1.2') =>
          Array.from(parseAllDocuments(text, { version }), document =>
            document.toJS(),
          );
        expect(read('1.2')).toEqual(bundle);
        expect(read('1.1')).toEqual(bundle);
      }),
      runs,
    );
  });

  it('keeps every text of the server inside its place', () => {
    fc.assert(
      fc.property(
        arbitraryServer,
        fc.stringMatching(/^["'\\{}#:&*!|>%@`äπ -]{1,20}$/),
        (input, text) => {
          const server = accepted({
            ...input,
            spec: {
              ...input.spec,
              auth: { token: text },
              jupyterServer: { ...input.spec.jupyterServer, defaultUrl: text },
            },
          });
          const bundle = render(server, defaultRenderConfig);
          const data = parse(
            formatDocuments([bundle.get('configmap') ?? {}]),
          ).data;
          expect(
            JSON.parse(data['jupyter_server_config.json']).ServerApp
              .default_url,
          ).toBe(text);
          expect(bundle.get('secret')).toMatchObject({
            data: {
              jupyterServerAppToken: Buffer.from(text).toString('base64'),
            },
          });
        },
      ),
      runs,
    );
  });

  it('does not depend on the order in which fields were written', () => {
    fc.assert(
      fc.property(arbitraryServer, input => {
        const reversed = (value: unknown): unknown =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(
                Object.entries(value)
                  .reverse()
                  .map(([key, member]) => [key, reversed(member)]),
              )
            : value;
        expect(
          renderHash(render(accepted(reversed(input)), defaultRenderConfig)),
        ).toBe(renderHash(render(accepted(input), defaultRenderConfig)));
      }),
      runs,
    );
  });
});

describe('defaults', () => {
  it('are idempotent: what was filled in once stays as it is', () => {
    fc.assert(
      fc.property(arbitraryServer, input => {
        const once = accepted(input);
        expect(accepted(once)).toEqual(once);
      }),
      runs,
    );
  });
});
