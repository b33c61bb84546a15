import fc from 'fast-check';
import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { toJson } from '../kubernetes/toJson';
import { arbitraryServer } from './arbitraryServer';

type Path = readonly (string | number)[];

/**
 * Fields that the API server does not look into: what the CRD preserves, and the keys of maps (see the reference, "Rules").
 */
const unchecked =
  /^(jupyterServer\.(resources|affinity|nodeSelector)|routing\.ingressAnnotations|patches\.\d+\.patch)(\.|$)/;

/** The ways to all values of a spec that both judges look at. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (unchecked.test(path.join('.'))) return [];
  const inner = Array.isArray(value)
    ? value.flatMap((entry, index) => pathsOf(entry, [...path, index]))
    : Object.entries(isJsonObject(value) ? value : {}).flatMap(
        ([key, member]) => pathsOf(member, [...path, key]),
      );
  return path.length === 0 ? inner : [path, ...inner];
}

function replaceAt(value: Json, [step, ...rest]: Path, by: Json): Json {
  const next = (member: Json) =>
    rest.length === 0 ? by : replaceAt(member, rest, by);
  if (Array.isArray(value))
    return value.map((entry, index) => (index === step ? next(entry) : entry));
  if (!isJsonObject(value) || step === undefined) return value;
  return { ...value, [step]: next(value[step]) };
}

function memberOf(value: Json, step: string | number): Json {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) ? value[step] : null;
}

function valueAt(value: Json, path: Path): Json {
  return path.reduce<Json>(memberOf, value);
}

const quantity = fc
  .tuple(
    fc.constantFrom('', '+', '-'),
    fc.constantFrom('0', '1', '100', '0.5', '.5', '5.', '1.', '', '00', '1_0'),
    fc.constantFrom(
      ...['', 'm', 'u', 'n', 'k', 'K', 'Ki', 'M', 'Mi', 'G', 'Gi', 'T', 'Ti'],
      ...[
        'P',
        'Pi',
        'E',
        'Ei',
        'Z',
        'e3',
        'E3',
        'e-3',
        'e+3',
        'e',
        'e100',
        ' ',
      ],
    ),
  )
  .map(parts => parts.join(''));

const oddText = fc.oneof(
  quantity,
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }).map(text => text.toWellFormed()),
  fc.constantFrom(
    ...['$(VAR)', '${VAR}', '{{ x }}', '__proto__', 'a\r\nb: c', '\u202e', 'ſ'],
    ...[
      'xn--bcher-kva.example',
      'bücher.example',
      'A.org',
      '*.a.org',
      'a.org.',
    ],
    ...['::1', '[::1]', '1.2.3', '0x7f.1', 'a..b', '-a.b', 'a-.b', '_a.b'],
    ...['/a/', '//a', '/a//', '/%', '/%2', '/%zz', '/%2e%2e', '/a/../b', '/.a'],
  ),
  fc.integer({ min: 60, max: 66 }).map(length => 'a'.repeat(length)),
  fc.integer({ min: 250, max: 256 }).map(length => 'a.'.repeat(length / 2)),
);

/** What somebody might have written instead. */
function mistake(value: Json): fc.Arbitrary<Json> {
  const anything: fc.Arbitrary<Json> = fc.oneof(
    oddText,
    fc.constantFrom<Json>(null, true, 0, -1, 1.5, 2 ** 31, {}, []),
  );
  if (typeof value !== 'string') return anything;
  const edited = fc
    .tuple(fc.nat({ max: value.length }), oddText)
    .map(([at, text]) => value.slice(0, at) + text + value.slice(at));
  return fc.oneof(edited, edited, anything);
}

/** Valid JupyterServers in which one value was replaced by something close to it, or by something odd. */
export const nearlyValidServer: fc.Arbitrary<JsonObject> = arbitraryServer
  .map(server => toJson(server))
  .filter(isJsonObject)
  .chain(server => {
    const paths = pathsOf(server.spec);
    return fc.nat({ max: paths.length - 1 }).chain(index =>
      mistake(valueAt(server.spec, paths[index])).map(by => ({
        ...server,
        spec: replaceAt(server.spec, paths[index], by),
      })),
    );
  });
