import type {
  DocumentOptions,
  ParseOptions,
  ScalarTag,
  SchemaOptions,
} from 'yaml';

const words: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  no: false,
  off: false,
};

/** kubectl reads YAML 1.1's words as truth values (sigs.k8s.io/yaml); a file must mean the same here. */
const yaml11Boolean: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: text => words[text.toLowerCase()],
};

/** How documents are read: YAML 1.2 with what kubectl adds to it, merge keys and the truth values of 1.1. */
export const yamlOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.2',
  merge: true,
  uniqueKeys: true,
  prettyErrors: false,
  customTags: tags => [yaml11Boolean, ...tags],
};
