import type { RenderConfig } from '@amalthea/jupyterserver';
import type { ArchiveLimits } from '../archive/limits';
import { applicationPath, unpack } from '../archive/unpack';
import { deliver, holdsServer } from '../delivery/deliver';
import { DeliveryError } from '../failure';
import { requestEnvironment } from '../parameters/environment';
import {
  encodeManifestResponse,
  encodeRepositoryResponse,
} from '../protocol/codec';
import type { RenderJob, RenderOutcome } from './job';

/** What all jobs of a process share. */
export interface JobContext {
  readonly limits: ArchiveLimits;
  readonly config: RenderConfig;
}

/** A buffer of its own, so that it can be handed to another thread without a copy there. */
function owned(bytes: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

async function answer(
  { kind, metadata, archive }: RenderJob,
  { limits, config }: JobContext,
) {
  const appPath = applicationPath(metadata.appRelPath);
  const files = await unpack(archive, appPath, limits);
  if (kind === 'match') {
    const isSupported = holdsServer(files);
    const response = owned(
      encodeRepositoryResponse({ isSupported, isDiscoveryEnabled: false }),
    );
    return {
      ok: true as const,
      response,
      servers: Number(isSupported),
      manifests: 0,
    };
  }
  const { manifests, servers } = deliver({
    files,
    appPath,
    environment: requestEnvironment(metadata.env),
    config,
  });
  return {
    ok: true as const,
    response: owned(encodeManifestResponse(manifests)),
    servers,
    manifests: manifests.length,
  };
}

/** Runs one job to its answer; failures are answers too. */
export async function runJob(
  job: RenderJob,
  context: JobContext,
): Promise<RenderOutcome> {
  try {
    return await answer(job, context);
  } catch (error) {
    if (error instanceof DeliveryError)
      return { ok: false, code: error.code, message: error.message };
    const stack = error instanceof Error ? error.stack : String(error);
    return {
      ok: false,
      code: 'INTERNAL',
      message:
        'The Amalthea plugin failed; its log says why. Please report this as a defect.',
      stack,
    };
  }
}
