import { z } from 'zod';

interface Named {
  readonly name: string;
}

/** A list with one entry for each name, as the API server keeps it (list type map, with the key `name`). */
export function uniqueNames<S extends z.ZodType<Named>>(
  list: z.ZodArray<S>,
): z.ZodArray<S> {
  return list
    .superRefine((entries, context) => {
      entries.forEach(({ name }, index) => {
        const first = entries.findIndex(entry => entry.name === name);
        if (first === index) return;
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `is the name of entry ${first} already`,
        });
      });
    })
    .meta({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    });
}
