import { defaultRenderConfig } from '@amalthea/jupyterserver';
import { defaultArchiveLimits, type ArchiveLimits } from '../archive/limits';
import { DeliveryError } from '../failure';
import type { Renderer } from '../render/job';
import { runJob } from '../render/runJob';

/** For tests: renders without worker threads; `before` can hold a job up. */
export function inProcessRenderer(
  options: {
    readonly limits?: Partial<ArchiveLimits>;
    readonly before?: (signal: AbortSignal) => Promise<void>;
  } = {},
): Renderer {
  const limits = { ...defaultArchiveLimits, ...options.limits };
  return {
    run: async (job, signal) => {
      await options.before?.(signal);
      signal.throwIfAborted();
      const outcome = await runJob(job, {
        limits,
        config: defaultRenderConfig,
      });
      if (outcome.ok) return outcome;
      throw new DeliveryError(outcome.code, outcome.message);
    },
    close: async () => undefined,
  };
}
