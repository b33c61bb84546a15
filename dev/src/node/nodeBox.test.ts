import { inBox, isFirstInNamespace } from './nodeBox';

describe('isFirstInNamespace', () => {
  it('is true for number 1 of a namespace below the machine', () => {
    expect(isFirstInNamespace('Name:\tsh\nNSpid:\t4711\t1\n')).toBe(true);
  });

  it.each(['NSpid:\t1\n', 'NSpid:\t4711\n', 'NSpid:\t4711\t12\n', ''])(
    'is false for %j',
    status => {
      expect(isFirstInNamespace(status)).toBe(false);
    },
  );
});

it('runs a component in the box with its own arguments, name and environment', () => {
  const component = {
    name: 'etcd',
    program: '/bin/etcd',
    args: ['--a=b'],
    env: { PATH: '/bin' },
  };
  expect(inBox(component, 7)).toEqual({
    ...component,
    program: 'nsenter',
    args: [
      '--target=7',
      '--pid',
      '--mount',
      '--net',
      '--ipc',
      '--',
      '/bin/etcd',
      '--a=b',
    ],
  });
});
