import { RunningOperator } from '../../src/process/startOperator';

/** Writes that an operator has sent so far, by its own metrics. Renewals of the lease are the only PUTs. */
export async function operatorWrites(
  operator: RunningOperator,
): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${operator.port}/metrics`);
  const lines = (await response.text()).split('\n');
  return lines
    .filter(line =>
      /^rest_client_requests_total\{.*method="(POST|PATCH|DELETE)"/.test(line),
    )
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
