import * as z from 'zod';
import { JsonAnswer, JsonRequest } from './requestJson';

const time = z.iso.datetime({ offset: true });

const kernelsSchema = z.array(
  z.object({
    id: z.string(),
    execution_state: z.string().nullish().catch(undefined),
    last_activity: time.nullish().catch(undefined),
  }),
);
const terminalsSchema = z.array(
  z.object({
    name: z.coerce.string(),
    last_activity: time.nullish().catch(undefined),
  }),
);
const statusSchema = z.object({
  started: time.optional().catch(undefined),
  last_activity: time.optional().catch(undefined),
});

export interface Kernel {
  readonly id: string;
  readonly state: 'idle' | 'busy' | 'starting' | 'unknown';
  readonly lastActivityAt?: string;
}

export interface Terminal {
  readonly name: string;
  readonly lastActivityAt?: string;
}

/** What Jupyter says of itself; a field is absent when it did not answer that question properly. */
export interface JupyterReport {
  readonly isReachable: boolean;
  readonly kernels?: readonly Kernel[];
  readonly terminals?: readonly Terminal[];
  readonly startedAt?: string;
  readonly lastActivityAt?: string;
}

export interface JupyterProbeOptions {
  readonly request: JsonRequest;
  readonly basePath: () => string;
  /** Answers younger than this are given again. */
  readonly cacheMilliseconds: number;
  readonly nowMilliseconds: () => number;
}

function terminalsOf(
  answer: JsonAnswer | undefined,
): readonly Terminal[] | undefined {
  // A server with its terminals switched off has none, and says 404.
  if (answer?.status === 404) return [];
  return answer?.status === 200 ? terminalsFrom(answer.body) : undefined;
}

const knownStates: ReadonlySet<string> = new Set(['idle', 'busy', 'starting']);

/**
 * Asks Jupyter about kernels and terminals, only when somebody wants to know, and never at once for two who do. Asks with
 * `no_track_activity=1`, so that asking is no activity.
 */
export class JupyterProbe {
  private cached:
    | { readonly at: number; readonly report: JupyterReport }
    | undefined;
  private asking: Promise<JupyterReport> | undefined;

  constructor(private readonly options: JupyterProbeOptions) {}

  async report(): Promise<JupyterReport> {
    const { cacheMilliseconds, nowMilliseconds } = this.options;
    if (this.cached && nowMilliseconds() - this.cached.at < cacheMilliseconds)
      return this.cached.report;
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    const report = await this.asking;
    this.cached = { at: nowMilliseconds(), report };
    return report;
  }

  /** Whether Jupyter answers at all: `GET /api` needs no token. */
  async isReady(): Promise<boolean> {
    const answer = await this.options.request(
      `${this.options.basePath()}/api?no_track_activity=1`,
    );
    return answer !== undefined && answer.status === 200;
  }

  private async ask(): Promise<JupyterReport> {
    const ask = (path: string) =>
      this.options.request(
        `${this.options.basePath()}${path}?no_track_activity=1`,
      );
    const [status, kernels, terminals] = await Promise.all([
      ask('/api/status'),
      ask('/api/kernels'),
      ask('/api/terminals'),
    ]);
    const parsedStatus =
      status?.status === 200
        ? statusSchema.safeParse(status.body).data
        : undefined;
    return {
      isReachable: parsedStatus !== undefined,
      kernels: kernels?.status === 200 ? kernelsFrom(kernels.body) : undefined,
      terminals: terminalsOf(terminals),
      startedAt: parsedStatus?.started,
      lastActivityAt: parsedStatus?.last_activity,
    };
  }
}

function kernelsFrom(body: unknown): readonly Kernel[] | undefined {
  return kernelsSchema.safeParse(body).data?.map(kernel => ({
    id: kernel.id,
    state: knownStates.has(kernel.execution_state ?? '')
      ? (kernel.execution_state as Kernel['state'])
      : 'unknown',
    lastActivityAt: kernel.last_activity ?? undefined,
  }));
}

function terminalsFrom(body: unknown): readonly Terminal[] | undefined {
  return terminalsSchema.safeParse(body).data?.map(terminal => ({
    name: terminal.name,
    lastActivityAt: terminal.last_activity ?? undefined,
  }));
}
