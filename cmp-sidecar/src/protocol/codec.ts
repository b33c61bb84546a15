import { parse, type Type } from 'protobufjs';
import { pluginProto } from './plugin.proto';
import type {
  AppStreamRequest,
  EnvEntry,
  ParameterAnnouncement,
  RequestMetadata,
} from './messages';

const { root } = parse(pluginProto, { keepCase: true });

/** Looks up a message type of the plugin protocol by its short name. */
export function messageType(name: string): Type {
  return root.lookupType(`plugin.${name}`);
}

const types = {
  appStreamRequest: messageType('AppStreamRequest'),
  manifestResponse: messageType('ManifestResponse'),
  repositoryResponse: messageType('RepositoryResponse'),
  checkResponse: messageType('CheckPluginConfigurationResponse'),
  announcementResponse: messageType('ParametersAnnouncementResponse'),
  healthResponse: messageType('HealthCheckResponse'),
};

function encode(type: Type, value: Record<string, unknown>): Buffer {
  const bytes = type.encode(value).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function envEntry(value: unknown): EnvEntry {
  return isRecord(value)
    ? { name: text(value.name), value: text(value.value) }
    : { name: '', value: '' };
}

function requestMetadata(
  fields: Readonly<Record<string, unknown>>,
): RequestMetadata {
  return {
    appName: text(fields.appName),
    appRelPath: text(fields.appRelPath),
    checksum: text(fields.checksum),
    env: Array.isArray(fields.env) ? fields.env.map(envEntry) : [],
  };
}

/** A decoded message's fields; the library's type does not name them. */
function fieldsOf(message: unknown): Record<string, unknown> {
  return isRecord(message) ? message : {};
}

/**
 * Decodes one message of a request stream.
 *
 * @throws RangeError when the bytes are not a protocol buffer.
 */
export function decodeAppStreamRequest(bytes: Uint8Array): AppStreamRequest {
  const { metadata, file } = fieldsOf(types.appStreamRequest.decode(bytes));
  if (isRecord(metadata))
    return { kind: 'metadata', metadata: requestMetadata(metadata) };
  if (!isRecord(file)) return { kind: 'empty' };
  return {
    kind: 'file',
    chunk: file.chunk instanceof Uint8Array ? file.chunk : new Uint8Array(),
  };
}

/** Encodes a message of a request stream: what a client (the test harness, the benchmark) sends. */
export function encodeAppStreamRequest(request: AppStreamRequest): Buffer {
  switch (request.kind) {
    case 'metadata':
      return encode(types.appStreamRequest, { metadata: request.metadata });
    case 'file':
      return encode(types.appStreamRequest, { file: { chunk: request.chunk } });
    default:
      return Buffer.alloc(0);
  }
}

/** Encodes the answer to GenerateManifest: one JSON document per object. */
export function encodeManifestResponse(manifests: readonly string[]): Buffer {
  return encode(types.manifestResponse, { manifests });
}

/** Decodes the answer to GenerateManifest. */
export function decodeManifestResponse(bytes: Uint8Array): readonly string[] {
  const { manifests } = fieldsOf(types.manifestResponse.decode(bytes));
  return Array.isArray(manifests) ? manifests.map(text) : [];
}

/** Encodes the answer to MatchRepository. */
export function encodeRepositoryResponse(response: {
  isSupported: boolean;
  isDiscoveryEnabled: boolean;
}): Buffer {
  return encode(types.repositoryResponse, response);
}

/** Encodes the answer to CheckPluginConfiguration. */
export function encodeCheckResponse(response: {
  isDiscoveryConfigured: boolean;
  provideGitCreds: boolean;
}): Buffer {
  return encode(types.checkResponse, response);
}

/** Encodes the answer to GetParametersAnnouncement. */
export function encodeAnnouncementResponse(
  announcements: readonly ParameterAnnouncement[],
): Buffer {
  return encode(types.announcementResponse, {
    parameterAnnouncements: announcements,
  });
}

/** Encodes the answer of the health protocol. */
export function encodeHealthResponse(status: number): Buffer {
  return encode(types.healthResponse, { status });
}
