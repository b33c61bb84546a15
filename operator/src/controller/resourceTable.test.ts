import { resourceTable } from './resourceTable';

describe('resourceTable', () => {
  const table = resourceTable();
  const verbs = (group: string, resource: string) =>
    table
      .filter(rule => rule.group === group && rule.resource === resource)
      .flatMap(rule => rule.verbs);

  it('asks for no wildcard, and for each resource once', () => {
    const names = table.map(({ group, resource }) => `${group}/${resource}`);
    expect(new Set(names).size).toBe(names.length);
    expect(JSON.stringify(table)).not.toContain('*');
  });

  it('may neither change a server nor delete one', () => {
    expect(verbs('amalthea.dev', 'jupyterservers')).toEqual(['list', 'watch']);
    expect(verbs('amalthea.dev', 'jupyterservers/status')).toEqual(['patch']);
  });

  it('may get singly only what it reads singly: children, revisions and the lease', () => {
    const got = table.filter(rule => rule.verbs.includes('get'));
    const children = table.filter(
      rule => rule.verbs.includes('create') && rule.verbs.includes('list'),
    );
    expect(got.map(({ resource }) => resource)).toEqual([
      ...children.map(({ resource }) => resource),
      'controllerrevisions',
      'leases',
    ]);
  });

  it('may not delete a volume', () => {
    expect(verbs('', 'persistentvolumeclaims')).not.toContain('delete');
  });

  it('may not run anything inside of pods', () => {
    expect(table.some(({ resource }) => resource.startsWith('pods/'))).toBe(
      false,
    );
  });

  it('grants for further kinds what it grants for built-in ones', () => {
    const job = {
      group: 'batch',
      version: 'v1',
      plural: 'jobs',
      kind: 'Job',
      namespaced: true,
    };
    const added = resourceTable([job]).find(
      ({ resource }) => resource === 'jobs',
    );
    expect(added?.verbs).toEqual(verbs('', 'services'));
  });
});
