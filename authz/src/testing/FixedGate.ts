import { IncomingMessage, ServerResponse } from 'node:http';
import { Gate, Readiness, RequestView, Verdict } from '../gate';

/** Says the same about every request; the verdict can be changed. */
export class FixedGate implements Gate {
  readonly judged: RequestView[] = [];

  constructor(public verdict: Verdict | Promise<Verdict>) {}

  judge(view: RequestView): Verdict | Promise<Verdict> {
    this.judged.push(view);
    return this.verdict;
  }

  handle(
    _request: IncomingMessage,
    _response: ServerResponse,
    _view: RequestView,
  ): boolean {
    return false;
  }

  readiness(): Readiness {
    return { ready: true };
  }

  configure(): void {}

  close(): void {}
}
