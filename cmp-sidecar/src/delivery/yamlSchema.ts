import type { ScalarTag, Tags } from 'yaml';

const trueWords = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const falseWords = /^(?:n|N|no|No|NO|off|Off|OFF)$/;

/**
 * The words of YAML 1.1 that kubectl and Argo CD still read as booleans and octal numbers. Without them `0644` would be
 * delivered as 644, and `on` as a string.
 */
const legacyTags: readonly ScalarTag[] = [
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: trueWords,
    resolve: () => true,
  },
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: falseWords,
    resolve: () => false,
  },
  {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    test: /^[-+]?0[0-7]+$/,
    resolve: text => parseInt(text, 8),
  },
];

/** Puts the legacy words before the tags of YAML 1.2's core schema. */
export function kubernetesTags(tags: Tags): Tags {
  return [...legacyTags, ...tags];
}
