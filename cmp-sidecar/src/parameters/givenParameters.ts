import { z } from 'zod';
import type { RequestEnvironment } from './environment';

/** A parameter as the Application gives it, in one of three shapes. */
export interface GivenParameter {
  readonly name: string;
  readonly string?: string;
  readonly array?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
}

const parameterSchema = z.object({
  name: z.string().min(1),
  string: z.string().nullish(),
  array: z.array(z.string()).nullish(),
  map: z.record(z.string(), z.string()).nullish(),
});

export interface GivenParameters {
  readonly parameters: readonly GivenParameter[];
  readonly problems: readonly string[];
}

function fromJson(text: string): GivenParameters {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return {
      parameters: [],
      problems: ['ARGOCD_APP_PARAMETERS: is not JSON.'],
    };
  }
  // Go marshals an empty list as null.
  if (list === null) return { parameters: [], problems: [] };
  if (!Array.isArray(list))
    return {
      parameters: [],
      problems: ['ARGOCD_APP_PARAMETERS: must be a list.'],
    };
  const parameters: GivenParameter[] = [];
  const problems: string[] = [];
  list.forEach((item, index) => {
    const result = parameterSchema.safeParse(item);
    if (result.success) {
      const { name, string, array, map } = result.data;
      parameters.push({
        name,
        string: string ?? undefined,
        array: array ?? undefined,
        map: map ?? undefined,
      });
    } else {
      for (const issue of result.error.issues) {
        problems.push(
          `${['ARGOCD_APP_PARAMETERS', index, ...issue.path].join('.')}: ${
            issue.message
          }`,
        );
      }
    }
  });
  return { parameters, problems };
}

/** Names as Argo CD writes them into PARAM_ variables, for the parameters that survive that writing. */
const stringVariables: ReadonlyMap<string, string> = new Map(
  ['delivery', 'namespace', 'host', 'storageClass', 'passThrough'].map(name => [
    name.toUpperCase(),
    name,
  ]),
);
const listVariables: ReadonlyMap<string, string> = new Map(
  ['imagePrefixes', 'requiredLabels'].map(name => [name.toUpperCase(), name]),
);
const mapVariables = ['MAXRESOURCES', 'LABELS'];

function fromVariables(environment: RequestEnvironment): GivenParameters {
  const parameters: GivenParameter[] = [];
  const problems: string[] = [];
  const lists = new Map<
    string,
    Array<{ readonly index: number; readonly value: string }>
  >();
  for (const [variable, value] of environment) {
    if (!variable.startsWith('PARAM_')) continue;
    const word = variable.slice('PARAM_'.length);
    const [, listWord = '', index = ''] =
      /^([A-Z]+)_(\d{1,4})$/.exec(word) ?? [];
    const string = stringVariables.get(word);
    const list = listVariables.get(listWord);
    if (string !== undefined) parameters.push({ name: string, string: value });
    else if (list !== undefined)
      lists.set(list, [
        ...(lists.get(list) ?? []),
        { index: Number(index), value },
      ]);
    else if (
      mapVariables.some(map => word === map || word.startsWith(`${map}_`))
    ) {
      problems.push(
        `${variable}: the keys of a map cannot be read from this variable; set ARGOCD_APP_PARAMETERS.`,
      );
    } else parameters.push({ name: word, string: value });
  }
  for (const [name, items] of lists) {
    parameters.push({
      name,
      array: items.sort((a, b) => a.index - b.index).map(({ value }) => value),
    });
  }
  return { parameters, problems };
}

/**
 * The parameters of a request: from ARGOCD_APP_PARAMETERS, a JSON list, when it is set. Otherwise from the PARAM_
 * variables, which a person who runs the command by hand may set; Argo CD sets both to the same values.
 */
export function givenParameters(
  environment: RequestEnvironment,
): GivenParameters {
  const json = environment.get('ARGOCD_APP_PARAMETERS');
  return json === undefined ? fromVariables(environment) : fromJson(json);
}
