import { KubeConfig } from '@kubernetes/client-node';
import { KubeClient } from '@amalthea/kube';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Logger, pino } from 'pino';

import { readSettings } from '../settings/readSettings';
import { OperatorSettings, settingsTable } from '../settings/settingsTable';
import { Operator } from './Operator';

/** How an operator is started inside another program. */
export interface StartOperatorOptions {
  /** Settings that differ from the defaults, by flag name: `{'cluster-wide': 'true'}`. */
  readonly settings?: Readonly<Partial<Record<SettingName, string>>>;
  /** Default: as kubectl finds it. */
  readonly kubeConfig?: KubeConfig;
  readonly log?: Logger;
}

/** Name of a setting, as a flag. */
export type SettingName =
  (typeof settingsTable)[keyof typeof settingsTable]['name'];

/** An operator that runs. */
export interface RunningOperator {
  /** Port of `/healthz`, `/readyz` and `/metrics`. */
  readonly port: number;
  /** Finishes what it has begun, releases the lease, closes everything. */
  stop(): Promise<void>;
  /** Resolves when it has ended, rejects when it failed. */
  readonly ended: Promise<void>;
}

/** Starts an operator in this process. @throws SettingsError; an error when the port is in use */
export async function startOperator(
  options: StartOperatorOptions = {},
): Promise<RunningOperator> {
  const words = Object.entries(options.settings ?? {}).map(
    ([name, value]) => `--${name}=${value}`,
  );
  const settings = readSettings(words, {});
  const operator = createOperator(settings, options);
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const port = await new Promise<number>((resolve, reject) => {
    ended = operator.run(stopping.signal, resolve);
    ended.catch(reject);
  });
  return {
    port,
    ended,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** An operator with these settings, not yet running. */
export function createOperator(
  settings: OperatorSettings,
  {
    kubeConfig,
    log = createLogger(settings),
  }: Pick<StartOperatorOptions, 'kubeConfig' | 'log'> = {},
): Operator {
  const identity =
    settings.identity ?? `${hostname()}_${randomBytes(4).toString('hex')}`;
  return new Operator({
    settings,
    log,
    identity,
    operatorNamespace:
      settings.operatorNamespace ?? currentNamespace(kubeConfig) ?? 'default',
    connect: metrics => {
      const client = {
        metrics,
        userAgent: 'amalthea-operator',
        connections: 32,
      };
      return kubeConfig
        ? KubeClient.fromKubeConfig(kubeConfig, client)
        : KubeClient.fromDefault(client);
    },
  });
}

/** JSON lines on standard output. */
export function createLogger(
  settings: Pick<OperatorSettings, 'logLevel'>,
): Logger {
  return pino({
    level: settings.logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** The namespace of the context, which in a pod is that of the service account. */
function currentNamespace(given: KubeConfig | undefined): string | undefined {
  const kubeConfig = given ?? new KubeConfig();
  if (!given) {
    kubeConfig.loadFromDefault();
  }
  return (
    kubeConfig.getContextObject(kubeConfig.getCurrentContext())?.namespace ||
    undefined
  );
}
