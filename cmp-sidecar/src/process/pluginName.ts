import { version } from '../../package.json';

/** The version of the sidecar and its renderer. */
export const sidecarVersion = version;

/**
 * The name of the plugin. It holds the renderer's version because Argo CD caches manifests for a day without looking at
 * the plugin: a new renderer must have a new name.
 */
export function pluginName(release: string): string {
  const [major, minor] = release.split('.');
  return `amalthea-v${major}.${minor}`;
}
