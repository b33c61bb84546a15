import { KubernetesObject } from '../kubernetes/object';

/** The children of a JupyterServer by child key, in the order in which they are created. */
export type Bundle = ReadonlyMap<string, KubernetesObject>;
