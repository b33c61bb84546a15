import { GateContext } from './Authz';
import { Gate } from './gate';
import { OidcGate, realEnvironment } from './oidc';
import { AnonymousGate, TokenGate } from './token';

/** The gate of the configured mode. */
export function createGate({
  config,
  sockets,
  log,
  nowMilliseconds,
  counters,
}: GateContext): Gate {
  switch (config.settings.mode) {
    case 'oidc':
      return new OidcGate({
        config,
        sockets,
        counters,
        environment: { ...realEnvironment(log), now: nowMilliseconds },
      });
    case 'token':
      return new TokenGate({ config, sockets, nowMilliseconds, counters, log });
    default:
      return new AnonymousGate(config);
  }
}
