import { isIP } from 'node:net';
import { IncomingMessage, ServerResponse } from 'node:http';
import { answerData } from '../answers';
import { AuthzConfig } from '../config/AuthzConfig';
import {
  Gate,
  nobodyInParticular,
  Readiness,
  RequestView,
  Verdict,
} from '../gate';

const everybody: Verdict = {
  kind: 'allow',
  identity: nobodyInParticular,
  proof: 'none',
};

/**
 * Lets everybody pass who came by the server's own name. A page of another site could otherwise reach a server that only
 * its visitor's network can reach, by pointing its own name at the server's address (DNS rebinding).
 */
export class AnonymousGate implements Gate {
  private config: AuthzConfig;

  constructor(config: AuthzConfig) {
    this.config = config;
  }

  judge(view: RequestView): Verdict {
    return this.isOwnHost(view.host)
      ? everybody
      : { kind: 'unauthenticated', code: 'foreign_host' };
  }

  handle(
    _request: IncomingMessage,
    response: ServerResponse,
    view: RequestView,
  ): boolean {
    if (view.path !== `${this.config.settings.basePath}/oauth2/userinfo`)
      return false;
    answerData(response, 200, { mode: 'anonymous' });
    return true;
  }

  readiness(): Readiness {
    return { ready: true };
  }

  configure(config: AuthzConfig): void {
    this.config = config;
  }

  close(): void {}

  private isOwnHost(host: string): boolean {
    if (!URL.canParse(`http://${host}`)) return false;
    const name = new URL(`http://${host}`).hostname;
    if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || name === 'localhost')
      return true;
    const { publicUrl, allowedOrigins } = this.config.settings;
    return [publicUrl, ...allowedOrigins].some(
      url => new URL(url).hostname === name,
    );
  }
}
