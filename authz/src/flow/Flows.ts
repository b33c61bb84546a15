import { createHash } from 'node:crypto';
import {
  clearCookie,
  CookieScope,
  CookieSealer,
  cookiesStartingWith,
  cookieValues,
  ExpiringMap,
  setCookie,
} from '../session';
import { decodeFlow, encodeFlow, Flow } from './Flow';

export interface FlowsOptions {
  readonly sealer: CookieSealer;
  readonly scope: CookieScope;
  readonly randomBytes: (size: number) => Buffer;
  /** States whose answer arrived. Kept here too, because a cookie can be brought back. */
  readonly used: ExpiringMap;
}

export interface StartedFlow {
  readonly flow: Flow;
  /** Sets this flow's cookie and takes back those that are too many. */
  readonly setCookies: readonly string[];
}

export type FoundFlow =
  | { readonly kind: 'found'; readonly flow: Flow }
  /** Started elsewhere, too long ago, or never. */
  | { readonly kind: 'unknown' }
  /** Its answer arrived before. */
  | { readonly kind: 'used' };

/** Time to type a password and find a phone. */
const lifetimeSeconds = 900;
/** Sign-ins under way in one browser: many tabs may open at once, but cookies must not pile up. */
const mostFlows = 8;
const tagLength = 12;

/** Sign-ins under way, one cookie each. Their answers count once, and only in the browser that asked. */
export class Flows {
  private readonly prefix: string;

  constructor(private readonly options: FlowsOptions) {
    const [before = ''] = options.scope.name('flow-\0').split('\0');
    this.prefix = before;
  }

  start(cookieHeader: string, target: string, nowSeconds: number): StartedFlow {
    const random = (size: number) =>
      this.options.randomBytes(size).toString('base64url');
    const flow: Flow = {
      state: random(24),
      nonce: random(24),
      codeVerifier: random(32),
      target,
      startedAtSeconds: Math.floor(nowSeconds),
    };
    const { sealer, scope } = this.options;
    const value = sealer.seal('flow', encodeFlow(flow));
    return {
      flow,
      setCookies: [
        setCookie(scope, this.nameFor(flow.state), value, lifetimeSeconds),
        ...this.surplus(cookieHeader).map(name => clearCookie(scope, name)),
      ],
    };
  }

  /** The flow that an answer belongs to, which from now on counts as used. */
  take(cookieHeader: string, state: string, nowSeconds: number): FoundFlow {
    const flow = cookieValues(cookieHeader, this.nameFor(state))
      .flatMap(value => this.open(value) ?? [])
      .find(found => found.state === state);
    if (!flow) return { kind: 'unknown' };
    const endsAtSeconds = flow.startedAtSeconds + lifetimeSeconds;
    if (nowSeconds >= endsAtSeconds) return { kind: 'unknown' };
    const { used } = this.options;
    if (used.has(state, nowSeconds)) return { kind: 'used' };
    // Without room to remember this one, it could count twice.
    if (!used.set(state, 1, endsAtSeconds, nowSeconds)) {
      return { kind: 'used' };
    }
    return { kind: 'found', flow };
  }

  /** Makes the browser forget a flow. */
  clear(state: string): string {
    return clearCookie(this.options.scope, this.nameFor(state));
  }

  /** Names of the cookies to take back so that there is room for one more: unreadable ones first, then the oldest. */
  private surplus(cookieHeader: string): readonly string[] {
    const startedAt = new Map<string, number>();
    for (const [name, value] of cookiesStartingWith(
      cookieHeader,
      this.prefix,
    )) {
      if (name !== this.options.scope.name(`flow-${this.tagIn(name)}`))
        continue;
      const seconds = this.open(value)?.startedAtSeconds ?? -1;
      startedAt.set(name, Math.max(seconds, startedAt.get(name) ?? -1));
    }
    const oldestFirst = [...startedAt].sort((one, other) => one[1] - other[1]);
    return oldestFirst
      .slice(0, Math.max(0, oldestFirst.length - (mostFlows - 1)))
      .map(([name]) => name);
  }

  private open(value: string): Flow | undefined {
    const text = this.options.sealer.open('flow', value);
    return text === undefined ? undefined : decodeFlow(text);
  }

  /** The state itself stays out of the name, where a page's script could see that such a cookie exists. */
  private nameFor(state: string): string {
    const tag = createHash('sha256').update(state).digest('hex');
    return this.options.scope.name(`flow-${tag.slice(0, tagLength)}`);
  }

  private tagIn(name: string): string {
    return name.slice(this.prefix.length, this.prefix.length + tagLength);
  }
}
