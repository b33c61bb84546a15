import type { ScalarTag, Tags } from 'yaml';
import { goNumber, goWholeNumber } from './goNumber';

type Refuse = (message: string) => void;

const truths = /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/;
const booleanWord =
  /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const booleanTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: booleanWord,
  resolve: text => truths.test(text),
};

const nullTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  test: /^(?:~|null|Null|NULL)?$/,
  resolve: () => null,
};

const notFiniteTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: notFinite,
  resolve(text, refuse) {
    refuse(`${text} is a number that JSON does not have`);
    return text;
  },
};

const numberTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+.0-9]/,
  resolve: text => goNumber(text) ?? text,
};

/** A tag that is only used where it is written. */
function written(
  name: string,
  resolve: (text: string, refuse: Refuse) => unknown,
): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, resolve };
}

function unfit(text: string, name: string, refuse: Refuse): string {
  refuse(`${JSON.stringify(text)} cannot be read as !!${name}`);
  return text;
}

const writtenTags: readonly ScalarTag[] = [
  written('str', text => text),
  written(
    'int',
    (text, refuse) => goWholeNumber(text) ?? unfit(text, 'int', refuse),
  ),
  written(
    'float',
    (text, refuse) => goNumber(text) ?? unfit(text, 'float', refuse),
  ),
  written('bool', (text, refuse) =>
    booleanWord.test(text) ? truths.test(text) : unfit(text, 'bool', refuse),
  ),
  written('binary', (text, refuse) => {
    const bytes = text.replace(/\s/g, '');
    if (
      !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
        bytes,
      )
    )
      return unfit(text, 'binary', refuse);
    return new TextDecoder().decode(
      Uint8Array.from(atob(bytes), character => character.charCodeAt(0)),
    );
  }),
  written('timestamp', text => text),
];

/**
 * How kubectl and the API server read plain scalars (sigs.k8s.io/yaml): the words and octal numbers of YAML 1.1, but no
 * sexagesimal numbers and no dates. A file must mean the same here. `integration/yaml.test.ts` compares the two.
 */
export const kubectlTags: Tags = [
  'map',
  'seq',
  ...writtenTags,
  nullTag,
  booleanTag,
  notFiniteTag,
  numberTag,
];
