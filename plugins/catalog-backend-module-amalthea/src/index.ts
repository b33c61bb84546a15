/**
 * Jupyter servers as entities of the Backstage catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleAmalthea as default } from './module';
