import { baseName, type RepositoryPath } from './entryPath';

/** The marker by which Argo CD's own directory source skips a file; honoured here with the same meaning. */
export const skipMarker = '+argocd:skip-file-rendering';

/** Whether a file is read: YAML or JSON by its name, and not hidden. */
export function isManifestFile(path: RepositoryPath): boolean {
  return isVisible(path) && /\.(?:ya?ml|json)$/.test(baseName(path));
}

/** Whether a file or directory takes part: names with a leading dot (`.git`, `.argocd-source.yaml`) do not. */
export function isVisible(path: RepositoryPath): boolean {
  return !baseName(path).startsWith('.');
}
