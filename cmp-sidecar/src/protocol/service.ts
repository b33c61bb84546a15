import type { MethodDefinition } from '@grpc/grpc-js';
import type { AppStreamRequest } from './messages';
import { decodeAppStreamRequest, encodeAppStreamRequest } from './codec';

const serviceName = 'plugin.ConfigManagementPluginService';

function passThrough(bytes: Buffer): Buffer {
  return bytes;
}

function streaming(method: string): MethodDefinition<AppStreamRequest, Buffer> {
  return {
    path: `/${serviceName}/${method}`,
    requestStream: true,
    responseStream: false,
    requestSerialize: encodeAppStreamRequest,
    requestDeserialize: decodeAppStreamRequest,
    responseSerialize: passThrough,
    responseDeserialize: passThrough,
  };
}

function unary(path: string): MethodDefinition<Buffer, Buffer> {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: passThrough,
    requestDeserialize: passThrough,
    responseSerialize: passThrough,
    responseDeserialize: passThrough,
  };
}

/**
 * The service that repo-server calls. Answers are encoded by their producer, in the worker that rendered them, so that
 * a large answer costs the event loop nothing.
 */
export const pluginServiceDefinition = {
  generateManifest: streaming('GenerateManifest'),
  matchRepository: streaming('MatchRepository'),
  getParametersAnnouncement: streaming('GetParametersAnnouncement'),
  checkPluginConfiguration: unary(`/${serviceName}/CheckPluginConfiguration`),
};

/** The health protocol of gRPC, for `grpc_health_probe -addr unix:…` as an exec probe. */
export const healthServiceDefinition = {
  check: unary('/grpc.health.v1.Health/Check'),
};
