import {
  isForbidden,
  isNotFound,
  KubeApiError,
  KubeConnectionError,
  KubeError,
  ResourceRef,
  resourceName,
} from '@amalthea/kube';
import { Logger } from 'pino';

import { jupyterServers, kindOf, optionalChildren } from '../controller/kinds';

/**
 * Says what is wrong with the API server, once when it begins and once when it ends, however many watches
 * run into it.
 */
export class ApiServerMonitor {
  #down = false;
  readonly #problems = new Map<string, string>();

  constructor(private readonly log: Logger) {}

  /** A watch or list failed; it will be tried again. */
  readonly watchFailed = (error: unknown, resource: ResourceRef): void => {
    const name = resourceName(resource);
    if (error instanceof KubeConnectionError) {
      if (error.sent === 'no' && !this.#down) {
        this.#down = true;
        this.log.warn(
          { err: error },
          'The API server does not answer; trying again until it does.',
        );
      }
      return;
    }
    if (isNotFound(error) && optionalChildren.has(kindOf(resource))) {
      this.sayOnce(
        'info',
        name,
        'The Gateway API is not installed; servers with routing.gateway wait for it.',
      );
      return;
    }
    if (isNotFound(error) || isForbidden(error)) {
      const advice = isNotFound(error)
        ? `The API server does not serve ${name} yet; waiting for it.${
            resource === jupyterServers
              ? ' Install the CustomResourceDefinition: kubectl apply -f jupyterserver/crd/, or the Helm chart.'
              : ''
          }`
        : `The operator may not watch ${name}; waiting for the right to. Bind the roles of the Helm chart.`;
      this.sayOnce('warn', name, advice, error);
      return;
    }
    const expected = error instanceof KubeApiError && error.status === 410;
    this.log[expected || error instanceof KubeError ? 'debug' : 'error'](
      { err: error, resource: name },
      'A watch failed and begins anew.',
    );
  };

  /** A watch that failed hears from the API server again. */
  readonly watchRecovered = (resource: ResourceRef): void => {
    const name = resourceName(resource);
    if (this.#problems.delete(name)) {
      this.log.info({ resource: name }, `The operator watches ${name} now.`);
    }
  };

  /** The API server answered something. */
  readonly answered = (): void => {
    if (this.#down) {
      this.#down = false;
      this.log.info('The API server answers again.');
    }
  };

  private sayOnce(
    level: 'info' | 'warn',
    name: string,
    advice: string,
    error?: Error,
  ): void {
    if (this.#problems.get(name) !== advice) {
      this.#problems.set(name, advice);
      // What is expected needs no stack: the answer of the API server says all there is.
      this.log[level](
        {
          resource: name,
          ...(error === undefined ? {} : { answer: error.message }),
        },
        advice,
      );
    }
  }
}
