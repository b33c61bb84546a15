import { parseConfiguration } from './configuration';

describe('parseConfiguration', () => {
  it('has a default for everything', () => {
    expect(parseConfiguration({})).toMatchObject({
      socketDirectory: '/home/argocd/cmp-server/plugins',
      socketMode: 0o600,
      http: { host: '0.0.0.0', port: 8087 },
      logLevel: 'info',
    });
  });

  it('reads what is set, and takes empty for not set', () => {
    const configuration = parseConfiguration({
      ARGOCD_PLUGINSOCKFILEPATH: '/run/plugins',
      AMALTHEA_CMP_SOCKET_MODE: '0660',
      AMALTHEA_CMP_HTTP_ADDRESS: '[::1]:9000',
      AMALTHEA_CMP_MAX_FILE_MIB: '2',
      AMALTHEA_CMP_WORKERS: '',
    });
    expect(configuration).toMatchObject({
      socketDirectory: '/run/plugins',
      socketMode: 0o660,
      http: { host: '::1', port: 9000 },
      workers: 2,
      limits: { fileBytes: 2 * 1024 * 1024 },
    });
    expect(
      parseConfiguration({ AMALTHEA_CMP_HTTP_ADDRESS: 'off' }).http,
    ).toBeUndefined();
  });

  it('is not disturbed by what Kubernetes adds for a Service of a similar name', () => {
    const added = {
      AMALTHEA_CMP_METRICS_SERVICE_HOST: '10.0.0.1',
      AMALTHEA_CMP_METRICS_PORT_8087_TCP_ADDR: '10.0.0.1',
    };
    expect(() => parseConfiguration(added)).not.toThrow();
  });

  it('lists everything that is wrong', () => {
    expect(() =>
      parseConfiguration({
        AMALTHEA_CMP_WORKER: '2',
        AMALTHEA_CMP_QUEUE: 'many',
        AMALTHEA_CMP_HTTP_ADDRESS: 'here',
      }),
    ).toThrow(
      [
        'The configuration of the sidecar is wrong:',
        'AMALTHEA_CMP_WORKER: there is no such variable. Did you mean WORKERS?',
        'AMALTHEA_CMP_HTTP_ADDRESS: must be host:port, :port, or off.',
        'AMALTHEA_CMP_QUEUE: must be a whole number from 0 to 1000000.',
      ].join('\n'),
    );
  });
});
