/** The API that Amalthea serves; the same group, version and kind as Amalthea classic 0.24.0. */
export const group = 'amalthea.dev';
export const version = 'v1alpha1';
export const apiVersion = `${group}/${version}` as const;
export const kind = 'JupyterServer';
export const plural = 'jupyterservers';
export const singular = 'jupyterserver';
export const shortNames = ['js'] as const;
