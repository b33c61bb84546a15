import { IncomingMessage, ServerResponse } from 'node:http';
import { answerProblem } from '../answers';
import { wantsPage, Verdict } from '../gate';
import { clientHeaders, upstreamHead } from '../headers';
import { CheckedRequest } from '../requestcheck';
import {
  Exchange,
  ResponseHead,
  UpstreamConnection,
  UpstreamError,
} from '../upstream';
import { headInput } from './headInput';
import { Services } from './Services';
import { upstreamProblem } from './upstreamPages';

type Allowed = Extract<Verdict, { kind: 'allow' }>;

/** Above this, passing the read buffer on is cheaper than a copy. */
const copyLimitBytes = 8_192;
/** A body up to this size travels with its head in one write, as text of one character per byte. */
const oneWriteBytes = 16_384;

/** One authorised request on its way to the server, and the answer on its way back. */
export class Forwarding implements Exchange {
  readonly method: string;
  readonly isRetryable: boolean;
  private connection: UpstreamConnection | undefined;
  private head: ResponseHead | undefined;
  private headers: string[] = [];
  private isHeadSent = false;
  private isDone = false;
  private isWaitingForDrain = false;
  private forgetSocket: (() => void) | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly checked: CheckedRequest,
    private readonly verdict: Allowed,
    private readonly services: Services,
    private readonly onEnd: (isComplete: boolean) => void,
  ) {
    const { method } = checked.view;
    this.method = method;
    this.isRetryable =
      checked.framing.kind === 'none' &&
      (method === 'GET' || method === 'HEAD' || method === 'OPTIONS');
  }

  start(): void {
    this.response.once('close', () => this.closed());
    this.services.pool.send(this);
  }

  onConnection(connection: UpstreamConnection): void {
    this.connection = connection;
    connection.write(
      upstreamHead(
        headInput(
          this.checked,
          this.request.rawHeaders,
          this.verdict,
          this.services,
        ),
      ),
      'latin1',
    );
    if (this.checked.framing.kind === 'none') connection.requestSent();
    else this.upload(connection);
  }

  onDrain(): void {
    this.request.resume();
  }

  onInformational(head: ResponseHead): void {
    if (
      head.status === 100 &&
      this.checked.isContinueExpected &&
      !this.isHeadSent
    )
      this.response.writeContinue();
  }

  onHead(head: ResponseHead): void {
    const { response, verdict, services } = this;
    services.wasUpstreamSeen = true;
    const { headers, hasDate } = clientHeaders(
      head.rawHeaders,
      services.config.settings.basePath,
    );
    for (const cookie of verdict.setCookies ?? [])
      headers.push('Set-Cookie', cookie);
    if (hasDate) response.sendDate = false;
    // The rest of the upload will not be read by anybody.
    if (this.checked.framing.kind !== 'none' && !this.request.complete)
      headers.push('Connection', 'close');
    this.head = head;
    this.headers = headers;
  }

  onBody(buffer: Buffer, from: number, to: number): void {
    const { response, head } = this;
    const bytes = to - from;
    if (!this.isHeadSent) {
      this.sendHead();
      if (bytes === head?.contentLength && bytes <= oneWriteBytes) {
        this.isDone = true;
        response.end(buffer.toString('latin1', from, to), 'latin1');
        return;
      }
    }
    const keptBytes =
      bytes > copyLimitBytes ? this.connection?.keepBytes() : undefined;
    const isRoom = keptBytes
      ? response.write(buffer.subarray(from, to), keptBytes)
      : response.write(Buffer.from(buffer.subarray(from, to)));
    if (!isRoom) this.waitForDrain();
  }

  onWaiting(): void {
    if (!this.isHeadSent && this.head) {
      this.sendHead();
      this.response.flushHeaders();
    }
    const { sessionId } = this.verdict;
    if (this.head && sessionId !== undefined && !this.forgetSocket) {
      this.forgetSocket = this.services.sockets.add(sessionId, {
        destroy: () => this.response.destroy(),
      });
    }
  }

  onComplete(head: ResponseHead): void {
    this.connection?.answered(head.isReusable);
    if (!this.isHeadSent) this.sendHead();
    if (!this.isDone) {
      this.isDone = true;
      this.response.end();
    }
    this.end(true);
  }

  onFailure(error: UpstreamError): void {
    this.isDone = true;
    const { response, services, checked } = this;
    if (response.headersSent) {
      // Half an answer must look like one.
      response.destroy();
    } else {
      const problem = upstreamProblem(error, services.wasUpstreamSeen);
      answerProblem(response, wantsPage(checked.view), problem, {
        headers: problem.status === 503 ? { 'Retry-After': '2' } : undefined,
        isLast: checked.framing.kind !== 'none' && !this.request.complete,
      });
    }
    const isRefusal =
      error.code === 'connect_failed' || error.code === 'too_many_requests';
    services.log[isRefusal ? 'info' : 'warn'](
      { code: error.code, path: checked.view.path },
      error.message,
    );
    this.end(false);
  }

  private sendHead(): void {
    const { head } = this;
    if (!head) return;
    this.isHeadSent = true;
    this.response.writeHead(head.status, head.statusMessage, this.headers);
  }

  private waitForDrain(): void {
    if (this.isWaitingForDrain) return;
    this.isWaitingForDrain = true;
    this.connection?.pause();
    this.response.once('drain', () => {
      this.isWaitingForDrain = false;
      // By now the connection may carry somebody else's answer.
      if (!this.isDone) this.connection?.resume();
    });
  }

  private upload(connection: UpstreamConnection): void {
    const { request } = this;
    const isChunked = this.checked.framing.kind === 'chunked';
    request.on('data', (chunk: Buffer) => {
      if (this.isDone) return;
      let isRoom: boolean;
      if (isChunked) {
        connection.cork();
        connection.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
        connection.write(chunk);
        isRoom = connection.write('\r\n', 'latin1');
        connection.uncork();
      } else {
        isRoom = connection.write(chunk);
      }
      if (!isRoom) request.pause();
    });
    request.on('end', () => {
      if (this.isDone) return;
      // Trailers end here: they could carry headers past the policy.
      if (isChunked) connection.write('0\r\n\r\n', 'latin1');
      connection.requestSent();
    });
  }

  /** The response is over, well or not. */
  private closed(): void {
    this.forgetSocket?.();
    if (this.isDone) return;
    this.isDone = true;
    if (this.connection) this.connection.abandon();
    else this.services.pool.cancel(this);
    this.end(false);
  }

  private end(isComplete: boolean): void {
    if (this.checked.framing.kind !== 'none' && !this.request.complete) {
      // What the client still uploads is of no use to anybody, and half a request ends its connection.
      this.connection?.abandon();
      this.request.resume();
    }
    this.onEnd(isComplete);
  }
}
