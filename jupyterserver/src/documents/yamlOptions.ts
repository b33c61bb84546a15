import type { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';
import { kubectlTags } from './kubectlTags';

/** How documents are read: as kubectl does, but a key that comes twice is an error and not overwritten. */
export const yamlOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.2',
  schema: 'core',
  merge: true,
  uniqueKeys: true,
  prettyErrors: false,
  resolveKnownTags: false,
  customTags: () => [...kubectlTags],
};
