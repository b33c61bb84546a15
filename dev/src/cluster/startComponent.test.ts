import { explainEnd, inheritedEnvironment } from './startComponent';

describe('explainEnd', () => {
  it('names the address that is in use', () => {
    const error = explainEnd(
      'etcd',
      'exited with code 1',
      'x\nlisten tcp 127.0.0.1:2379: bind: address already in use\n',
    );
    expect(error).toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining('127.0.0.1:2379'),
    });
  });

  it('recognises a full disk', () => {
    expect(
      explainEnd('etcd', 'exited with code 1', 'write: no space left on device')
        .code,
    ).toBe('DISK_FULL');
  });

  it('shows the end of the log otherwise', () => {
    const error = explainEnd('etcd', 'was ended by SIGKILL', 'one\ntwo\n');
    expect(error).toMatchObject({
      code: 'COMPONENT_FAILED',
      message: expect.stringMatching(/etcd was ended by SIGKILL[^]*two/),
    });
  });
});

it('hands no setting of the shell on that could change what a component does', () => {
  const environment = {
    PATH: '/bin',
    HOME: '/root',
    KUBECONFIG: '/other',
    HTTPS_PROXY: 'http://proxy',
    NODE_OPTIONS: '--x',
  };
  expect(inheritedEnvironment(environment)).toEqual({
    PATH: '/bin',
    HOME: '/root',
  });
});
