import { FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { AuthzConfig } from './AuthzConfig';
import { ConfigError } from './ConfigError';
import { ConfigFiles, parseConfig } from './parseConfig';
import { readConfigFiles } from './readConfig';

export interface ConfigEvents {
  readonly onChange: (config: AuthzConfig) => void;
  /** The files changed to something that cannot be used; the configuration before stays. */
  readonly onProblem: (error: ConfigError) => void;
}

const settleMilliseconds = 100;
/** Change notices can get lost, on network file systems for example. */
const pollMilliseconds = 30_000;

/**
 * The mounted configuration. Kubernetes swaps the symbolic link `..data` when a ConfigMap or Secret changes, so the
 * directories are watched, not the files, and all files are read again together.
 */
export class ConfigDirectory {
  private readonly watchers: FSWatcher[] = [];
  private poll: NodeJS.Timeout | undefined;
  private settling: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;
  private seen = '';

  private constructor(
    private readonly directory: string,
    readonly initial: AuthzConfig,
    files: ConfigFiles,
  ) {
    this.seen = JSON.stringify(files);
  }

  /** @throws ConfigError when the configuration cannot be used. */
  static async open(directory: string): Promise<ConfigDirectory> {
    const files = await readConfigFiles(directory);
    return new ConfigDirectory(directory, parseConfig(files), files);
  }

  watch(events: ConfigEvents): void {
    for (const path of [this.directory, join(this.directory, 'secrets')]) {
      try {
        const watcher = watch(path, () => this.settle(events));
        watcher.on('error', () => watcher.close());
        this.watchers.push(watcher);
      } catch {
        // No such directory, or no watches left on this node: polling finds the change.
      }
    }
    this.poll = setInterval(() => this.check(events), pollMilliseconds).unref();
  }

  /** Reads again now, if anything changed since. */
  async check(events: ConfigEvents): Promise<void> {
    this.reading ??= this.read(events).finally(() => {
      this.reading = undefined;
    });
    await this.reading;
  }

  close(): void {
    clearInterval(this.poll);
    clearTimeout(this.settling);
    for (const watcher of this.watchers) watcher.close();
  }

  /** The files of one change arrive one after the other. */
  private settle(events: ConfigEvents): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(
      () => this.check(events),
      settleMilliseconds,
    ).unref();
  }

  private async read(events: ConfigEvents): Promise<void> {
    let config: AuthzConfig;
    try {
      const files = await readConfigFiles(this.directory);
      const read = JSON.stringify(files);
      if (read === this.seen) return;
      this.seen = read;
      config = parseConfig(files);
    } catch (error) {
      events.onProblem(
        error instanceof ConfigError
          ? error
          : new ConfigError([
              { where: this.directory, message: String(error) },
            ]),
      );
      return;
    }
    events.onChange(config);
  }
}
