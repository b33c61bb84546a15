import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Progress } from '../host/progress';
import { imageReference } from '../images/imageReference';
import { root } from '../root';
import type { Kubectl } from './kubectl';

/** The example that becomes the first server. */
export const firstExample = 'examples/01-minimal-token.yaml';

/** What is read of a server's status while it starts. */
const statusSchema = z.object({
  status: z
    .object({
      url: z.string().optional(),
      state: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            message: z.string().optional(),
          }),
        )
        .default([]),
    })
    .default({ conditions: [] }),
});

/** The example's text, with the local image where the cluster has no registry to pull from. */
export async function firstServerManifest(options: {
  readonly localImage: boolean;
}): Promise<string> {
  const document = parseDocument(
    await readFile(join(root, firstExample), 'utf8'),
  );
  if (options.localImage) {
    document.setIn(
      ['spec', 'jupyterServer', 'image'],
      imageReference('minimal-notebook'),
    );
  }
  return document.toString();
}

/** A manifest to paste: the example under another name and path, with an image that the cluster has. */
export async function secondServerManifest(options: {
  readonly localImage: boolean;
}): Promise<string> {
  const document = parseDocument(await firstServerManifest(options));
  document.setIn(['metadata', 'name'], 'second');
  document.setIn(['spec', 'routing', 'path'], '/second');
  return document.toString();
}

/** Waits until the server is ready, telling what it waits for; resolves to its URL. */
export async function waitForServer(
  kubectl: Kubectl,
  name: string,
  limitSeconds: number,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const deadline = performance.now() + limitSeconds * 1000;
  let told = '';
  for (;;) {
    const text = await kubectl(['get', 'jupyterserver', name, '--output=json']);
    const { status } = statusSchema.parse(JSON.parse(text));
    const ready = status.conditions.find(
      condition => condition.type === 'Ready',
    );
    if (ready?.status === 'True' && status.url) return status.url;
    const message = ready?.message ?? 'waiting for the operator';
    if (message !== told) progress(`server '${name}': ${(told = message)}`);
    if (performance.now() > deadline) {
      throw new Error(
        `The server '${name}' was not ready after ${limitSeconds} s: ${message} See: kubectl describe jupyterserver ${name}`,
      );
    }
    await delay(500, undefined, { signal });
  }
}
