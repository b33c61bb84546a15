import { Readiness } from '../gate';
import { Environment } from './Environment';
import { OidcError } from './OidcError';
import { ProviderSettings } from './ProviderSettings';
import { ReadyProvider } from './ReadyProvider';

const firstRetryMilliseconds = 500;
const longestRetryMilliseconds = 15_000;
const rediscoverMilliseconds = 4 * 3_600_000;

/**
 * Finds the provider in the background and keeps what is known about it fresh. A provider that is down at the start is
 * tried again, with growing, spread pauses; one that goes down later keeps the metadata last seen.
 */
export class Provider {
  private found?: ReadyProvider;
  private problem = 'The OpenID provider has not answered yet.';
  private failures = 0;
  private isClosed = false;
  private cancel: () => void = () => {};

  constructor(
    readonly settings: ProviderSettings,
    private readonly environment: Environment,
    /** Hears after each attempt whether the provider could be used. */
    private readonly onAttempt: (isReachable: boolean) => void,
  ) {}

  /** Starts looking; resolves after the first attempt, whatever came of it. */
  async start(): Promise<void> {
    await this.attempt();
  }

  get ready(): ReadyProvider | undefined {
    return this.found;
  }

  readiness(): Readiness {
    return this.found
      ? { ready: true }
      : { ready: false, reason: this.problem };
  }

  close(): void {
    this.isClosed = true;
    this.cancel();
  }

  private async attempt(): Promise<void> {
    const { log } = this.environment;
    try {
      const found = await ReadyProvider.discover(
        this.settings,
        this.environment,
      );
      if (this.isClosed) return;
      if (!this.found) {
        log.info({ issuer: this.settings.issuerUrl }, 'OpenID provider found');
      }
      this.found = found;
      this.onAttempt(true);
      this.failures = 0;
      this.again(rediscoverMilliseconds);
    } catch (error) {
      if (this.isClosed) return;
      this.failures += 1;
      this.onAttempt(false);
      this.problem =
        error instanceof OidcError
          ? error.message
          : 'The OpenID provider could not be read.';
      log.warn(
        { issuer: this.settings.issuerUrl, attempt: this.failures },
        this.problem,
      );
      this.again(
        Math.min(
          longestRetryMilliseconds,
          firstRetryMilliseconds * 2 ** Math.min(this.failures - 1, 10),
        ),
      );
    }
  }

  /** After the pause, give or take a quarter. */
  private again(milliseconds: number): void {
    this.cancel = this.environment.schedule(() => {
      void this.attempt();
    }, milliseconds * (0.75 + this.environment.jitter() / 2));
  }
}
