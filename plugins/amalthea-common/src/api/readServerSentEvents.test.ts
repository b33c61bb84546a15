import fc from 'fast-check';
import {
  readServerSentEvents,
  type ServerSentEvent,
} from './readServerSentEvents';

async function read(
  ...chunks: readonly Uint8Array[]
): Promise<ServerSentEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(body)) events.push(event);
  return events;
}

const encode = (text: string) => new TextEncoder().encode(text);

describe('readServerSentEvents', () => {
  it('reads ids, types and data over several lines', async () => {
    await expect(
      read(
        encode('id: 1\nevent: server\ndata: {"a":\ndata: 1}\n\ndata: x\n\n'),
      ),
    ).resolves.toEqual([
      { id: '1', event: 'server', data: '{"a":\n1}' },
      { id: '1', event: 'message', data: 'x' },
    ]);
  });

  it('ignores signs of life, unknown fields and an event that did not end', async () => {
    await expect(
      read(encode(': still here\n\nretry: 5\n\nfoo\n\ndata: unfinished\n')),
    ).resolves.toEqual([]);
  });

  it('reads the same however the network cuts the bytes, and whatever ends a line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            id: fc.stringMatching(/^[a-z0-9.]{1,8}$/),
            data: fc.json(),
          }),
          { maxLength: 5 },
        ),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(200)),
        async (events, end, cuts) => {
          const bytes = encode(
            events
              .map(({ id, data }) => `id: ${id}${end}data: ${data}${end}${end}`)
              .join(''),
          );
          const positions = [
            0,
            ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b),
            bytes.length,
          ];
          const chunks = positions
            .slice(1)
            .map((position, index) => bytes.slice(positions[index], position));
          await expect(read(...chunks)).resolves.toEqual(
            events.map(({ id, data }) => ({ id, event: 'message', data })),
          );
        },
      ),
    );
  });
});
