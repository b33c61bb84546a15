import { parseDocuments } from '@amalthea/jupyterserver';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const directory = join(__dirname, '../../../examples');

/** The good examples of the repository, as people apply them. */
export function exampleFiles(): readonly {
  readonly file: string;
  readonly objects: readonly ExampleObject[];
}[] {
  return readdirSync(directory)
    .filter(file => /^\d+.*\.yaml$/.test(file))
    .map(file => {
      const parsed = parseDocuments(
        readFileSync(join(directory, file), 'utf8'),
        file,
      );
      return {
        file,
        objects: [
          ...parsed.others.map(
            ({ object }) => object as unknown as ExampleObject,
          ),
          ...parsed.servers.map(
            ({ server }) => server as unknown as ExampleObject,
          ),
        ],
      };
    });
}

/** An object of an example. */
export interface ExampleObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: Record<string, unknown>;
}
