import { z } from 'zod';
import { DeliveryError } from '../failure';
import { didYouMean } from './didYouMean';
import type { RequestEnvironment } from './environment';
import { parameterTable, type ParameterName } from './parameterTable';
import { parseQuantity } from '@amalthea/jupyterserver';
import { givenParameters, type GivenParameter } from './givenParameters';

/** What the Application asks of the plugin, defaults applied. */
export interface Parameters {
  readonly delivery: 'bundle' | 'resource';
  readonly namespace?: string;
  readonly host?: string;
  readonly imagePrefixes: readonly string[];
  /** Quantities as they were written, by resource name. */
  readonly maxResources: ReadonlyMap<string, string>;
  readonly requiredLabels: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  readonly storageClass?: string;
  readonly passThrough: 'allow' | 'deny';
}

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const dnsName =
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
const labelName = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  return slash === -1
    ? labelName.test(text)
    : dnsName.test(text.slice(0, slash)) &&
        labelName.test(text.slice(slash + 1));
}

const qualifiedName = z
  .string()
  .refine(
    isQualifiedName,
    'must be a label key, such as example.org/cost-centre.',
  );
const unset = (text: string) => text === '';

const schemas = {
  delivery: z.enum(['bundle', 'resource'], {
    error: 'must be bundle or resource.',
  }),
  namespace: z.string().regex(dnsLabel, 'must be the name of a namespace.'),
  host: z
    .string()
    .regex(
      dnsName,
      'must be a host name in lower case, without scheme, port or path.',
    ),
  imagePrefixes: z.array(
    z
      .string()
      .regex(/^[^\s]+$/, 'must be the beginning of an image reference.'),
  ),
  maxResources: z.record(
    z
      .string()
      .refine(
        isQualifiedName,
        'must be the name of a resource, such as memory.',
      ),
    z
      .string()
      .refine(
        text => (parseQuantity(text) ?? -1n) >= 0n,
        'must be a quantity, such as 500m or 16Gi.',
      ),
  ),
  requiredLabels: z.array(qualifiedName),
  labels: z.record(
    qualifiedName,
    z.string().regex(labelValue, 'must be the value of a label.'),
  ),
  storageClass: z
    .string()
    .regex(dnsName, 'must be the name of a StorageClass.'),
  passThrough: z.enum(['allow', 'deny'], { error: 'must be allow or deny.' }),
} satisfies Record<ParameterName, z.ZodType>;

/** What each parameter holds once it is read. */
type ParameterValues = {
  readonly [Name in keyof typeof schemas]: z.output<(typeof schemas)[Name]>;
};

const schemaOf: {
  readonly [Name in keyof ParameterValues]: z.ZodType<ParameterValues[Name]>;
} = schemas;

const names = parameterTable.map(({ name }) => name);

function isParameterName(name: string): name is ParameterName {
  return names.some(known => known === name);
}

/** The value of a parameter in the shape that its type asks for; Argo CD leaves the other shapes out. */
function valueOf(
  given: GivenParameter,
  type: 'string' | 'array' | 'map',
): unknown {
  switch (type) {
    case 'array':
      return given.array;
    case 'map':
      return given.map;
    default:
      return given.string;
  }
}

const shapes = { string: 'one string', array: 'a list (array)', map: 'a map' };

/**
 * Reads the parameters of a request.
 *
 * @throws DeliveryError `INVALID_PARAMETERS` with every problem, one per line, as `parameter: message`.
 */
export function parseParameters(environment: RequestEnvironment): Parameters {
  const problems: string[] = [];
  const values = new Map<ParameterName, unknown>();
  const { parameters: given, problems: malformed } =
    givenParameters(environment);
  problems.push(...malformed);
  for (const parameter of given) {
    const { name } = parameter;
    if (!isParameterName(name)) {
      problems.push(
        `${name}: there is no such parameter. ${didYouMean(name, names)}`,
      );
      continue;
    }
    if (values.has(name)) problems.push(`${name}: given twice.`);
    const type =
      parameterTable.find(known => known.name === name)?.collectionType ??
      'string';
    const value = valueOf(parameter, type);
    if (value === undefined) problems.push(`${name}: must be ${shapes[type]}.`);
    else if (typeof value !== 'string' || !unset(value))
      values.set(name, value);
  }
  const read = <Name extends ParameterName>(
    name: Name,
  ): ParameterValues[Name] | undefined => {
    const value = values.get(name);
    if (value === undefined) return undefined;
    const result = schemaOf[name].safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      // A bad key of a map is reported with the complaint of the key's own schema.
      const message =
        issue.code === 'invalid_key'
          ? issue.issues[0]?.message ?? issue.message
          : issue.message;
      problems.push(`${[name, ...issue.path].join('.')}: ${message}`);
    }
    return undefined;
  };
  const parameters: Parameters = {
    delivery: read('delivery') ?? 'bundle',
    namespace: read('namespace'),
    host: read('host'),
    imagePrefixes: read('imagePrefixes') ?? [],
    maxResources: new Map(Object.entries(read('maxResources') ?? {})),
    requiredLabels: read('requiredLabels') ?? [],
    labels: new Map(Object.entries(read('labels') ?? {})),
    storageClass: read('storageClass'),
    passThrough: read('passThrough') ?? 'allow',
  };
  if (problems.length > 0) {
    throw new DeliveryError(
      'INVALID_PARAMETERS',
      [
        'The parameters of the plugin (spec.source.plugin.parameters) are wrong:',
        ...problems,
      ].join('\n'),
    );
  }
  return parameters;
}
