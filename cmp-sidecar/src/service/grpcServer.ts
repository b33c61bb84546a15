import { Server, ServerCredentials } from '@grpc/grpc-js';
import {
  healthServiceDefinition,
  pluginServiceDefinition,
} from '../protocol/service';
import { healthHandlers, type PluginService } from './pluginService';

/** Argo CD's own bound on a message, both ways. */
const messageBytes = 100 * 1024 * 1024;

/** A listening gRPC server. */
export interface GrpcListener {
  /** Lets running calls end, at most for the given time, then closes what is left. */
  stop(graceMilliseconds: number): Promise<void>;
}

/**
 * Serves the plugin on a unix socket.
 *
 * @param socketPath absolute path to bind
 * @throws Error when it cannot be bound.
 */
export async function listenGrpc(
  service: PluginService,
  socketPath: string,
  isServing: () => boolean,
): Promise<GrpcListener> {
  const server = new Server({
    'grpc.max_receive_message_length': messageBytes,
    'grpc.max_send_message_length': messageBytes,
  });
  server.addService(pluginServiceDefinition, service.handlers());
  server.addService(healthServiceDefinition, healthHandlers(isServing));
  await new Promise<void>((resolve, reject) => {
    // No TLS and no authentication, as the protocol has it: the socket's permissions decide who may connect.
    server.bindAsync(
      `unix:${socketPath}`,
      ServerCredentials.createInsecure(),
      error => {
        if (error) reject(error);
        else resolve();
      },
    );
  });
  return {
    stop: graceMilliseconds =>
      new Promise(resolve => {
        const timer = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, graceMilliseconds);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
