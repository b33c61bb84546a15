import type {
  handleClientStreamingCall as ClientStreamingHandler,
  handleUnaryCall as UnaryHandler,
  sendUnaryData as SendAnswer,
  ServerReadableStream,
} from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { asDeliveryError, callStatus } from './status';
import type { AppStreamRequest } from '../protocol/messages';
import {
  encodeAnnouncementResponse,
  encodeCheckResponse,
  encodeHealthResponse,
} from '../protocol/codec';
import { servingStatus } from '../protocol/messages';
import { parameterTable } from '../parameters/parameterTable';
import type { Renderer, RenderJob } from '../render/job';
import type { SidecarMetrics } from '../process/metrics';
import type { Admission } from './admission';
import { startCall } from './callSignal';
import { describeCall } from './callLog';
import { Reception } from './reception';
import { readToEnd } from './requestStream';

export interface PluginServiceOptions {
  readonly renderer: Renderer;
  readonly admission: Admission;
  /** Bytes of a compressed archive. */
  readonly receivedBytesLimit: number;
  /** How long one call may take, whatever its deadline. */
  readonly longestCallMilliseconds: number;
  /** Aborts when the process cannot wait for calls any longer. */
  readonly stopping: AbortSignal;
  readonly now: () => number;
  readonly logger: Logger;
  readonly metrics: SidecarMetrics;
}

type Call = ServerReadableStream<AppStreamRequest, Buffer>;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The service behind the plugin's socket. Every answer, an error above all, leaves only after the request stream was
 * read to its end: repo-server drops the status of a stream whose send failed.
 */
export class PluginService {
  private readonly announcements = encodeAnnouncementResponse(parameterTable);
  private readonly configuration = encodeCheckResponse({
    isDiscoveryConfigured: false,
    provideGitCreds: false,
  });

  constructor(private readonly options: PluginServiceOptions) {}

  /** The handlers, by the names of `pluginServiceDefinition`. */
  handlers(): {
    generateManifest: ClientStreamingHandler<AppStreamRequest, Buffer>;
    matchRepository: ClientStreamingHandler<AppStreamRequest, Buffer>;
    getParametersAnnouncement: ClientStreamingHandler<AppStreamRequest, Buffer>;
    checkPluginConfiguration: UnaryHandler<Buffer, Buffer>;
  } {
    return {
      generateManifest: (call, answer) =>
        void this.work('generate', call, answer),
      matchRepository: (call, answer) => void this.work('match', call, answer),
      getParametersAnnouncement: (call, answer) =>
        void this.announce(call, answer),
      checkPluginConfiguration: (_call, answer) =>
        answer(null, this.configuration),
    };
  }

  private async announce(
    call: Call,
    answer: SendAnswer<Buffer>,
  ): Promise<void> {
    const life = startCall(
      call.getDeadline(),
      this.options.now(),
      this.options.longestCallMilliseconds,
      this.options.stopping,
    );
    try {
      await readToEnd(call, () => undefined, life.signal);
      answer(null, this.announcements);
    } catch (error) {
      answer(callStatus(asDeliveryError(error)));
    } finally {
      life.end();
    }
  }

  private async work(
    kind: RenderJob['kind'],
    call: Call,
    answer: SendAnswer<Buffer>,
  ): Promise<void> {
    const { renderer, admission, logger, metrics, now } = this.options;
    const startedAt = now();
    const life = startCall(
      call.getDeadline(),
      startedAt,
      this.options.longestCallMilliseconds,
      this.options.stopping,
    );
    const reception = new Reception(this.options.receivedBytesLimit);
    let release = () => {};
    life.signal.addEventListener(
      'abort',
      () => {
        // From here on the call holds no memory, however long its client keeps it open.
        reception.fail(life.signal.reason);
        release();
      },
      { once: true },
    );
    call.on('cancelled', life.cancel);
    try {
      // While a call waits for its place it reads nothing: flow control holds the sender back.
      release = await admission.enter(life.signal).catch(error => {
        reception.fail(asDeliveryError(error));
        return release;
      });
      await readToEnd(call, request => reception.accept(request), life.signal);
      const outcome = await renderer.run(
        { kind, ...reception.finish() },
        life.signal,
      );
      answer(null, asBuffer(outcome.response));
      const { servers, manifests } = outcome;
      logger.info(
        {
          ...describeCall(kind, reception, now() - startedAt),
          servers,
          manifests,
        },
        'answered',
      );
      metrics.observe(
        kind,
        'OK',
        now() - startedAt,
        reception.receivedBytes,
        manifests,
      );
    } catch (thrown) {
      const error = asDeliveryError(thrown);
      answer(callStatus(error));
      const fields = {
        ...describeCall(kind, reception, now() - startedAt),
        code: error.code,
      };
      if (error.code === 'INTERNAL')
        logger.error({ ...fields, err: error }, 'failed');
      else
        logger.warn(
          { ...fields, problems: error.message.split('\n').length },
          'refused',
        );
      metrics.observe(
        kind,
        error.code,
        now() - startedAt,
        reception.receivedBytes,
        0,
      );
    } finally {
      life.end();
      release();
    }
  }
}

/** Answers `grpc_health_probe`: who is served at all is served well, so the answer says only whether we are stopping. */
export function healthHandlers(isServing: () => boolean): {
  check: UnaryHandler<Buffer, Buffer>;
} {
  return {
    check: (_call, answer) => {
      answer(
        null,
        encodeHealthResponse(
          isServing() ? servingStatus.serving : servingStatus.notServing,
        ),
      );
    },
  };
}
