/** Length of the prefix of a gRPC message: a flag for compression, and four bytes of length. */
const prefixBytes = 5;

/** One message as gRPC frames it, uncompressed. */
export function frame(message: Uint8Array): Buffer {
  const bytes = Buffer.alloc(prefixBytes + message.length);
  bytes.writeUInt32BE(message.length, 1);
  bytes.set(message, prefixBytes);
  return bytes;
}

/** The first message of a response body; `undefined` when it is not there in full. */
export function firstMessage(body: Buffer): Buffer | undefined {
  if (body.length < prefixBytes) return undefined;
  const end = prefixBytes + body.readUInt32BE(1);
  return body.length < end ? undefined : body.subarray(prefixBytes, end);
}
