import { isRecentGo } from './goCommand';
import { programFile } from './buildTools';

describe('isRecentGo', () => {
  it.each(['go1.26.8', 'go1.27', 'devel go1.28-abc'])('accepts %s', version => {
    expect(isRecentGo(version)).toBe(true);
  });

  it.each(['go1.19.8', 'go1.25', '', 'gccgo'])("refuses '%s'", version => {
    expect(isRecentGo(version)).toBe(false);
  });
});

describe('programFile', () => {
  it('is the last element of the package that is no major version', () => {
    expect(programFile('go.etcd.io/etcd/server/v3')).toBe('server');
    expect(programFile('k8s.io/kubernetes/cmd/kubectl')).toBe('kubectl');
  });
});
