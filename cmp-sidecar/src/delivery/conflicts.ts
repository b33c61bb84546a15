import type { KubernetesObject, LocatedProblem } from '@amalthea/jupyterserver';
import type { SourceDocument } from './sourceDocument';

/** What one document of the repository becomes. */
export interface Delivered {
  readonly document: SourceDocument;
  readonly objects: readonly KubernetesObject[];
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
    object.metadata.namespace ?? destinationNamespace ?? '',
    object.metadata.name,
  ]);
}

/**
 * Objects that two documents define, and addresses that two servers want. Argo CD would apply one of the two and not
 * say which.
 */
export function conflicts(
  all: readonly Delivered[],
  destinationNamespace: string | undefined,
): readonly LocatedProblem[] {
  const owners = new Map<string, SourceDocument>();
  const urls = new Map<string, SourceDocument>();
  const problems: LocatedProblem[] = [];
  for (const { document, objects, url } of all) {
    for (const object of objects) {
      // Objects with a generated name are new ones each time.
      if (object.metadata.name === undefined) continue;
      const key = identity(object, destinationNamespace);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, document);
      else {
        const what = `${object.kind} ${object.metadata.name}`;
        const where =
          owner === document
            ? 'twice by this document'
            : `already by ${placeOf(owner)}`;
        problems.push(
          document.problem(
            ['metadata', 'name'],
            'metadata.name',
            `${what} is defined ${where}.`,
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
