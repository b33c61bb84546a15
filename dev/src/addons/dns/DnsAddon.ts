import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import packet from 'dns-packet';
import { answerName, type DnsView } from './dnsAnswer';

export interface DnsAddonOptions {
  readonly view: DnsView;
  readonly port: number;
  readonly onError: (error: unknown) => void;
}

const forwardTimeoutMilliseconds = 5_000;
const secondsToLive = 2;

/** Answers pods' questions for names, over UDP, on the machine's end of the link. */
export class DnsAddon {
  readonly #options: DnsAddonOptions;
  readonly #socket: Socket = createSocket('udp4');

  constructor(options: DnsAddonOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#socket.on('message', (message, sender) => {
      this.answer(message, sender).catch(this.#options.onError);
    });
    this.#socket.on('error', this.#options.onError);
    this.#socket.bind(this.#options.port, this.#options.view.hostAddress);
    await once(this.#socket, 'listening');
  }

  private async answer(message: Buffer, sender: RemoteInfo): Promise<void> {
    const query = packet.decode(message);
    const question = query.questions?.[0];
    if (!question) return;
    const answer = answerName(question.name, this.#options.view);
    if (answer.kind === 'forward') {
      const reply = await forward(message);
      if (reply) this.#socket.send(reply, sender.port, sender.address);
      return;
    }
    const addresses =
      answer.kind === 'addresses' && question.type === 'A'
        ? answer.addresses
        : [];
    const nameError = 3;
    const reply = packet.encode({
      id: query.id,
      type: 'response',
      flags:
        packet.AUTHORITATIVE_ANSWER |
        packet.RECURSION_AVAILABLE |
        ((query.flags ?? 0) & packet.RECURSION_DESIRED) |
        (answer.kind === 'unknown' ? nameError : 0),
      questions: [question],
      answers: addresses.map(data => ({
        type: 'A' as const,
        name: question.name,
        ttl: secondsToLive,
        data,
      })),
    });
    this.#socket.send(reply, sender.port, sender.address);
  }
}

/** Asks the machine's own name server; undefined when it does not answer in time. */
async function forward(message: Buffer): Promise<Buffer | undefined> {
  const server = firstNameServer(
    await readFile('/etc/resolv.conf', 'utf8').catch(() => ''),
  );
  if (!server) return undefined;
  const socket = createSocket(server.includes(':') ? 'udp6' : 'udp4');
  try {
    const signal = AbortSignal.timeout(forwardTimeoutMilliseconds);
    socket.send(message, 53, server);
    const [reply] = (await once(socket, 'message', { signal })) as [Buffer];
    return reply;
  } catch {
    // The pod's resolver asks again, or tells its program that the name server is not reachable.
    return undefined;
  } finally {
    socket.close();
  }
}

/** The first name server of a resolv.conf. */
export function firstNameServer(resolvConf: string): string | undefined {
  return /^nameserver\s+(\S+)/m.exec(resolvConf)?.[1];
}
