import request from 'supertest';
import { as, startPlugin } from '../__testUtils__/startPlugin';

const right = { profile: 'minimal', name: 'genomics' };

type Case = readonly [what: string, body: unknown, field: string];

const text = (length: number) => 'x'.repeat(length);

const cases: readonly Case[] = [
  ['a name with a line break', { ...right, name: 'a\nb' }, 'name'],
  ['a name that ends with one', { ...right, name: 'ab\n' }, 'name'],
  ['an empty name', { ...right, name: '' }, 'name'],
  ['a huge name', { ...right, name: text(100_000) }, 'name'],
  ['a number as name', { ...right, name: 5 }, 'name'],
  ['no name', { profile: 'minimal' }, 'name'],
  ['an unknown profile', { ...right, profile: 'nope' }, 'profile'],
  ['a key of all objects', { ...right, profile: 'constructor' }, 'profile'],
  ['a huge profile', { ...right, profile: text(10_000) }, 'profile'],
  [
    'a namespace of others',
    { ...right, namespace: 'kube-system' },
    'namespace',
  ],
  ['an unknown cluster', { ...right, cluster: 'mars' }, 'cluster'],
  ['a field too many', { ...right, owner: 'user:default/charles' }, 'owner'],
  ['a shape that is a list', { ...right, shape: [] }, 'shape'],
  [
    'an unknown image',
    { ...right, shape: { image: '__proto__' } },
    'shape.image',
  ],
  [
    'a size of all objects',
    { ...right, shape: { size: 'toString' } },
    'shape.size',
  ],
  ['a field too many inside', { ...right, shape: { gpus: 8 } }, 'shape.gpus'],
  [
    'a disk as text',
    { ...right, shape: { diskBytes: '1Gi' } },
    'shape.diskBytes',
  ],
  [
    'a disk without end',
    { ...right, shape: { diskBytes: 1e300 } },
    'shape.diskBytes',
  ],
  [
    'a negative disk',
    { ...right, shape: { diskBytes: -1 } },
    'shape.diskBytes',
  ],
  [
    'an idle time of years',
    { ...right, shape: { idleSeconds: 1e9 } },
    'shape.idleSeconds',
  ],
  [
    'a variable with a line break in its name',
    { ...right, shape: { environment: { 'A\nB': '' } } },
    'shape.environment.A\nB',
  ],
  [
    'a variable that is a number',
    { ...right, shape: { environment: { A: 1 } } },
    'shape.environment.A',
  ],
  [
    'a variable that no process can have',
    { ...right, shape: { environment: { A: 'a\0b' } } },
    'shape.environment.A',
  ],
  [
    'half a character',
    { ...right, shape: { environment: { A: '\ud800' } } },
    'shape.environment.A',
  ],
  [
    'no e-mail address',
    { ...right, shape: { collaborators: ['x'] } },
    'shape.collaborators.0',
  ],
  [
    'a request id that selects labels',
    { ...right, requestId: 'aaaa,b=cc' },
    'requestId',
  ],
  ['a list', [], 'request'],
  ['null', null, 'request'],
];

describe('a request that is not right', () => {
  const ask = async (body: string, type = 'application/json') => {
    const { server, clusters } = await startPlugin();
    const answer = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .set('Content-Type', type)
      .send(body);
    expect(clusters.client.writes).toEqual([]);
    return answer;
  };

  it.each(cases)('%s is refused, by its field', async (_what, body, field) => {
    const { status, body: answer } = await ask(JSON.stringify(body));
    expect(status).toBe(400);
    const { code, problems } = answer.error.cause;
    expect([
      'InvalidRequest',
      'ProfileUnknown',
      'DestinationUnknown',
    ]).toContain(code);
    expect(problems).toEqual([
      { field, message: expect.stringMatching(/^[A-Z][^\n]{0,300}\.$/) },
    ]);
    expect(answer.error.message.length).toBeLessThan(500);
  });

  it.each([
    ['{', 'This is not a JSON object: '],
    ['"text"', 'This is not a JSON object: '],
    ['['.repeat(200_000), 'This is not a JSON object: '],
    [
      '{"profile":"minimal","name":"x","shape":{"environment":{"__proto__":"x"}}}',
      'No field can be named __proto__.',
    ],
  ])('%.40s is refused in the same shape', async (body, words) => {
    const { status, body: answer } = await ask(body);
    expect(status).toBe(400);
    expect(answer.error.cause).toMatchObject({
      code: 'InvalidRequest',
      problems: [{ field: 'request', message: expect.stringContaining(words) }],
    });
  });

  it('is not one because it names a type of a body that it does not have', async () => {
    const { server } = await startPlugin();
    await request(server)
      .get('/api/amalthea/profiles')
      .set('Authorization', as('ada'))
      .set('Content-Type', 'text/plain')
      .expect(200);
  });

  it('is not read when it is not JSON, or too large', async () => {
    const form = await ask('name=x', 'application/x-www-form-urlencoded');
    expect(form.status).toBe(400);
    expect(form.body.error.message).toContain('application/json');
    expect((await ask(JSON.stringify({ name: text(300_000) }))).status).toBe(
      413,
    );
  });
});
