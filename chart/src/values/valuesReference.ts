import { isMap, isScalar, parseDocument, Scalar, YAMLMap } from 'yaml';

/** A value of the chart with its default and what it does, from the comment above it in values.yaml. */
export type DocumentedValue = {
  readonly path: string;
  readonly fallback: string;
  readonly explanation: string;
};

/**
 * Reads the values that have a `# --` comment, in the order of the file.
 *
 * @throws Error when a value without values of its own has no comment: everything people can set is explained.
 */
export function documentedValues(
  valuesYaml: string,
): readonly DocumentedValue[] {
  const { contents } = parseDocument(valuesYaml);
  if (!isMap(contents)) throw new Error('values.yaml is not a map');
  return collect(contents as YAMLMap, '', contents.commentBefore ?? '');
}

function collect(
  map: YAMLMap,
  prefix: string,
  mapComment: string,
): DocumentedValue[] {
  return map.items.flatMap((pair, index) => {
    const key = pair.key as Scalar<string>;
    const path = `${prefix}${key.value}`;
    // The comment above a map's first key belongs to the map for the parser.
    const comment = key.commentBefore ?? (index === 0 ? mapComment : '');
    const explanation = comment
      .match(/^ -- ([\s\S]*)$/m)?.[1]
      ?.replace(/\n\s*/g, ' ');
    if (explanation) {
      const node = pair.value;
      const fallback = isScalar(node) ? node.value : (node as YAMLMap).toJSON();
      return [{ path, fallback: JSON.stringify(fallback), explanation }];
    }
    if (isMap(pair.value)) {
      return collect(
        pair.value as YAMLMap,
        `${path}.`,
        pair.value.commentBefore ?? '',
      );
    }
    throw new Error(
      `${path} in values.yaml has no '# --' comment that explains it`,
    );
  });
}

/** The reference page of the values. */
export function valuesReference(values: readonly DocumentedValue[]): string {
  const rows = values.map(
    ({ path, fallback, explanation }) =>
      `| \`${path}\` | \`${fallback.replaceAll(
        '|',
        '\\|',
      )}\` | ${explanation.replaceAll('|', '\\|')} |`,
  );
  return [
    '# Values of the Helm chart',
    '',
    'Made from `chart/values.yaml` by `npm run generate`. A value that is not in this table is refused.',
    '',
    '| value | default | what it does |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
