/**
 * Jupyter servers in a Backstage portal.
 *
 * @packageDocumentation
 */
export { amaltheaPlugin as default } from './plugin';
