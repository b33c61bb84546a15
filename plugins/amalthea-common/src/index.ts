/**
 * Permissions, types and client shared by the Amalthea plugins for Backstage.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './model';
export * from './permissions';
export * from './quantity';
