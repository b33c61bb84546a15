import { kubectl } from '../kubernetes/tools';

const selector = 'app.kubernetes.io/component=operator';

/** The operator's pods, looked at from outside. */
export class OperatorPods {
  constructor(
    private readonly namespace: string,
    private readonly lease: string,
  ) {}

  async names(): Promise<readonly string[]> {
    const names = await this.kubectl(
      'get',
      'pods',
      `--selector=${selector}`,
      '--output=jsonpath={.items[*].metadata.name}',
    );
    return names.split(' ').filter(name => name !== '');
  }

  /** Name of the pod that holds the lease. */
  leader(): Promise<string> {
    return this.kubectl(
      'get',
      'lease',
      this.lease,
      '--output=jsonpath={.spec.holderIdentity}',
    );
  }

  /** Ends a pod at once, without waiting for what it still has to do. */
  async kill(name: string): Promise<void> {
    await this.kubectl('delete', 'pod', name, '--grace-period=0', '--force');
  }

  /** Lines of the logs in which the API server refuses something: the roles do not fit what the operator does. */
  async refusals(): Promise<readonly string[]> {
    const logs = await this.kubectl(
      'logs',
      `--selector=${selector}`,
      '--tail=-1',
      '--prefix',
    );
    return logs.split('\n').filter(line => /\b403\b|forbidden/i.test(line));
  }

  private kubectl(...words: readonly string[]): Promise<string> {
    return kubectl([...words, `--namespace=${this.namespace}`]);
  }
}
