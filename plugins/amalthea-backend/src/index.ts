/**
 * The Backstage backend plugin of Amalthea.
 *
 * @packageDocumentation
 */
export { amaltheaPlugin as default } from './plugin';
export {
  amaltheaServerConditions,
  amaltheaServerRules,
  createAmaltheaServerConditionalDecision,
} from './permissions/rules';
export {
  amaltheaServerResourceRef,
  type AmaltheaServerFilter,
  type AmaltheaServerResource,
} from './permissions/serverResource';
