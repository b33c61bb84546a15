import { kubectl } from '../kubernetes/tools';

/** A namespace of its own for a suite; `remove` waits until it is gone. */
export async function createNamespace(name: string) {
  await kubectl(['create', 'namespace', name]);
  return {
    name,
    remove: async () => {
      await kubectl([
        'delete',
        'namespace',
        name,
        '--wait=true',
        '--timeout=120s',
      ]);
    },
  };
}
