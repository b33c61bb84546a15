import type { KubernetesObject, LocatedProblem } from '@amalthea/jupyterserver';
import type { SourceDocument } from './sourceDocument';

/** What one document of the repository becomes. */
export interface Delivered {
  readonly document: SourceDocument;
  readonly objects: readonly KubernetesObject[];
  /** Objects that are not delivered because the operator makes them; their names are taken all the same. */
  readonly reserved?: readonly KubernetesObject[];
  readonly url?: string;
}

function placeOf(document: SourceDocument): string {
  const { file, line } = document.problem([], '', '');
  return `${file}:${line}`;
}

function identity(
  object: KubernetesObject,
  destinationNamespace: string | undefined,
): string {
  const slash = object.apiVersion.indexOf('/');
  const group = slash === -1 ? '' : object.apiVersion.slice(0, slash);
  return JSON.stringify([
    group,
    object.kind,
    object.metadata.namespace || destinationNamespace || '',
    object.metadata.name,
  ]);
}

/** Who has a name. */
interface Owner {
  readonly document: SourceDocument;
  readonly isReserved: boolean;
}

function explain(
  { kind, metadata }: KubernetesObject,
  claimant: Owner,
  owner: Owner,
): string {
  const what = `${kind} ${metadata.name}`;
  const place = placeOf(owner.document);
  if (owner.document === claimant.document)
    return `${what} is defined twice by this document.`;
  if (owner.isReserved === claimant.isReserved)
    return `${what} is defined already by ${place}.`;
  return owner.isReserved
    ? `${what} is what the operator makes for the server in ${place}; give this object another name.`
    : `the operator makes ${what} for this server, but ${place} defines it; give one of them another name.`;
}

/**
 * Objects that two documents define, and addresses that two servers want. Argo CD would apply one of the two and not
 * say which.
 */
export function conflicts(
  all: readonly Delivered[],
  destinationNamespace: string | undefined,
): readonly LocatedProblem[] {
  const owners = new Map<string, Owner>();
  const urls = new Map<string, SourceDocument>();
  const problems: LocatedProblem[] = [];
  for (const { document, objects, reserved = [], url } of all) {
    const claims = [
      ...objects.map(object => ({ object, isReserved: false })),
      ...reserved.map(object => ({ object, isReserved: true })),
    ];
    for (const { object, isReserved } of claims) {
      // Objects with a generated name are new ones each time.
      if (typeof object.metadata.name !== 'string') continue;
      const key = identity(object, destinationNamespace);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, { document, isReserved });
      else {
        problems.push(
          document.problem(
            ['metadata', 'name'],
            'metadata.name',
            explain(object, { document, isReserved }, owner),
          ),
        );
        // One message says it all: the children of two servers with one name would all be reported.
        break;
      }
    }
    const other = url === undefined ? undefined : urls.get(url);
    if (url !== undefined && other === undefined) urls.set(url, document);
    else if (url !== undefined && other !== undefined) {
      problems.push(
        document.problem(
          ['spec', 'routing'],
          'spec.routing',
          `${url} is already the address of ${placeOf(other)}.`,
        ),
      );
    }
  }
  return problems;
}
