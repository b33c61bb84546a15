import {
  componentMark,
  componentOf,
  componentVariable,
} from './componentProcesses';

const block = (value: string) =>
  `PATH=/bin\0${componentVariable}=${value}\0HOME=/root\0`;

describe('componentOf', () => {
  it('reads a component from the environment of a process of the cluster', () => {
    expect(componentOf(block(componentMark('/s/one', 'etcd')), '/s/one')).toBe(
      'etcd',
    );
  });

  it.each([
    ['another cluster', block(componentMark('/s/other', 'etcd'))],
    [
      'a cluster whose directory only ends alike',
      block(componentMark('/x/s/one', 'etcd')),
    ],
    ['a cluster below it', block(componentMark('/s/one/two', 'etcd'))],
    ['no cluster', 'PATH=/bin\0'],
    [
      'a process that only mentions the variable',
      `TEXT=${componentVariable}=etcd@/s/one\0`,
    ],
  ])('is undefined for a process of %s', (_whose, environment) => {
    expect(componentOf(environment, '/s/one')).toBeUndefined();
  });
});
