import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from './locatedProblem';
import { parseDocuments } from './parseDocuments';

const examples = join(__dirname, '../../../examples');
const head =
  'apiVersion: amalthea.dev/v1alpha1\nkind: JupyterServer\nmetadata: {name: a}\n';
const lines = (text: string) =>
  parseDocuments(text, 'f.yaml').problems.map(formatProblem);

describe('parseDocuments on the examples', () => {
  const files = [
    ...readdirSync(examples).filter(name => /^\d.*\.yaml$/.test(name)),
    ...readdirSync(join(examples, 'new-fields')).map(
      name => `new-fields/${name}`,
    ),
  ];

  it.each(files)('takes %s', name => {
    const { servers, problems } = parseDocuments(
      readFileSync(join(examples, name), 'utf8'),
      name,
    );
    expect(problems.map(formatProblem)).toEqual([]);
    expect(servers).toHaveLength(1);
  });

  it('refuses each document of bad.yaml in one line that names file, place and field', () => {
    const text = readFileSync(join(examples, 'bad.yaml'), 'utf8');
    const { servers, problems } = parseDocuments(text, 'bad.yaml');
    expect(servers).toEqual([]);
    expect(problems.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '5 spec.routing.host',
      '10 spec.auth.oidc.issuerUrl',
      '15 spec.culling.idleSecondsThreshold',
      '20 spec.patches[0].type',
      '27 spec.auth.oidc.clientSecret',
      '32 spec.routing.host',
      '37 spec.jupyterServer.rootDir',
      '41 metadata.name',
    ]);
  });
});

describe('parseDocuments', () => {
  it('finds all problems of all documents at once, in the order of the text', () => {
    const text = `${head}spec:\n  routing: {host: 1.2.3.4}\n  culling: {idleSecondsThreshold: -1}\n  updatePolicy: Never\n---\n${head}spec: {}\n`;
    expect(lines(text)).toEqual([
      'f.yaml:5:13: spec.routing.host: must be a DNS name and not an address: browsers and Ingress rules need a name',
      'f.yaml:6:13: spec.culling.idleSecondsThreshold: must be at least 0, but is -1',
      'f.yaml:7:3: spec.updatePolicy: must be one of OnRestart, Immediate, but is the text "Never"',
      'f.yaml:12:1: spec.routing.host: is required: give the DNS name of the server, such as jupyter.example.org',
    ]);
  });

  it('says what a field with the wrong type is, and how to correct it', () => {
    expect(
      lines(`${head}spec:\n  routing: {host: a.org}\n  auth: {token: 123}\n`),
    ).toEqual([
      'f.yaml:6:10: spec.auth.token: must be a text, but is the number 123; put it in quotes',
    ]);
  });

  it('guesses what an unknown field was meant to be', () => {
    expect(
      lines(
        `${head}spec:\n  routing: {host: a.org}\n  culling: {idleSecondThreshold: 1}\n`,
      ),
    ).toEqual([
      'f.yaml:6:13: spec.culling.idleSecondThreshold: is unknown; did you mean idleSecondsThreshold?',
    ]);
  });

  it('drops unknown fields when it is not strict, as the API server does', () => {
    const { servers, problems } = parseDocuments(
      `${head}spec: {routing: {host: a.org}, more: 1}`,
      'f',
      { strict: false },
    );
    expect(problems).toEqual([]);
    expect(servers[0].server.spec).not.toHaveProperty('more');
  });

  it('reports a key that comes twice', () => {
    expect(
      lines(
        `${head}spec:\n  routing: {host: a.org}\n  routing: {host: b.org}\n`,
      ),
    ).toEqual([expect.stringMatching(/^f\.yaml:6:3: Map keys must be unique/)]);
  });

  it('reports broken YAML where it breaks', () => {
    expect(lines('a: [1\nb: 2\n')[0]).toMatch(/^f\.yaml:2:\d+: /);
  });

  it('refuses aliases that would blow the document up', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'
        .split('')
        .map(
          (name, index) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abcdefg'[index]}`)
              .join(', ')}]`,
        ),
    ].join('\n');
    expect(lines(`${bomb}\n`)).toEqual([
      expect.stringMatching(/Excessive alias count/),
    ]);
  });

  it('reads anchors and merge keys', () => {
    const text = `${head}spec:\n  routing: &r {host: a.org}\n  storage: {pvc: &p {enabled: yes}}\n---\n${head.replace(
      'name: a',
      'name: b',
    )}spec: {routing: {<<: &x {host: b.org}, path: /b}}\n`;
    const { servers, problems } = parseDocuments(text, 'f');
    expect(problems).toEqual([]);
    expect(servers.map(({ server }) => server.spec.routing.host)).toEqual([
      'a.org',
      'b.org',
    ]);
    expect(servers[0].server.spec.storage.pvc.enabled).toBe(true);
  });

  it('reads lists, and counts the items in its places', () => {
    const item = {
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'a' },
    };
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { ...item, spec: { routing: { host: 'a.org' } } },
        { ...item, spec: {} },
      ],
    };
    const { servers, problems } = parseDocuments(
      JSON.stringify(list, undefined, 1),
      'l.json',
    );
    expect(servers).toHaveLength(1);
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [23, 'spec.routing.host'],
    ]);
  });

  it('hands other objects back with their place', () => {
    const { others } = parseDocuments(
      `# a comment\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n---\n`,
      'f',
    );
    expect(others).toEqual([
      expect.objectContaining({
        line: 3,
        object: expect.objectContaining({ kind: 'Secret' }),
      }),
    ]);
  });

  it.each([
    [
      'a version that does not exist',
      'apiVersion: amalthea.dev/v2\nkind: JupyterServer\n',
      /apiVersion: must be amalthea.dev\/v1alpha1/,
    ],
    [
      'a kind in the wrong case',
      'apiVersion: amalthea.dev/v1alpha1\nkind: Jupyterserver\n',
      /kind: must be JupyterServer/,
    ],
    ['an object without a kind', 'apiVersion: v1\n', /kind: is required/],
    ['a text', 'hello\n', /must be a Kubernetes object/],
    ['a server without a spec', head, /spec: is required/],
  ])('refuses %s', (_name, text, message) =>
    expect(lines(text).join('\n')).toMatch(message),
  );

  it('takes an empty text for no documents', () => {
    expect(parseDocuments('', 'f')).toEqual({
      servers: [],
      others: [],
      problems: [],
    });
    expect(parseDocuments('---\n# nothing\n---\n', 'f')).toEqual({
      servers: [],
      others: [],
      problems: [],
    });
  });

  it('reads JSON objects one behind the other, and counts their lines', () => {
    const object = (host: string) =>
      `{"apiVersion": "amalthea.dev/v1alpha1", "kind": "JupyterServer",\n"metadata": {"name": "a"}, "spec": {"routing": {"host": "${host}"}}}`;
    const { servers, problems } = parseDocuments(
      `${object('a.org')}\n\n${object('A')}${object('c.org')}\n`,
      'f',
    );
    expect(servers.map(({ line }) => line)).toEqual([1, 5]);
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^f:5:49: spec\.routing\.host: must be a DNS name/),
    ]);
  });

  it('skips the byte order marks of files that were put together', () => {
    const text = `\ufeff${head}spec: {routing: {host: a.org}}\n---\n\ufeff${head}spec: {routing: {host: b.org}}\n`;
    const { servers, problems } = parseDocuments(text, 'f');
    expect(problems).toEqual([]);
    expect(servers).toHaveLength(2);
  });

  it('refuses control characters where they stand', () => {
    expect(lines(`${head}spec: {} # a\u0000\n`)).toEqual([
      'f.yaml:4:13: has the control character U+0000, which YAML does not allow',
    ]);
  });

  it.each([
    ['nested a hundred thousand times', `a: ${'['.repeat(100_000)}`],
    ['an alias to what it stands in', 'a: &a {b: *a}'],
  ])('refuses %s in one line', (_name, text) => {
    expect(lines(text)).toEqual([
      expect.stringMatching(
        /^f\.yaml:1:\d+: is nested too deeply, or has an alias to something that contains it$/,
      ),
    ]);
  });

  it('keeps each problem on one line', () => {
    expect(
      formatProblem({
        file: 'f',
        line: 1,
        column: 2,
        field: '',
        message: 'a\n  b',
      }),
    ).toBe('f:1:2: a b');
  });
});
