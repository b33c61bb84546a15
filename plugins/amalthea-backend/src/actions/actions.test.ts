import request from 'supertest';
import { as, startPlugin } from '../__testUtils__/startPlugin';

const base = '/api/amalthea/.backstage/actions/v1/actions';

function invoke(
  server: Parameters<typeof request>[0],
  action: string,
  input: object,
  name: 'ada' | 'charles' = 'ada',
) {
  return request(server)
    .post(`${base}/amalthea:${action}/invoke`)
    .set('Authorization', as(name))
    .send(input);
}

describe('create-jupyter-server', () => {
  it('creates a server that belongs to the caller', async () => {
    const { server, clusters } = await startPlugin();
    const input = {
      profile: 'minimal',
      name: 'genomics',
      requestId: 'template-run-1',
      size: 'large',
    };
    const { body } = await invoke(
      server,
      'create-jupyter-server',
      input,
    ).expect(200);
    expect(body.output).toEqual({
      cluster: 'dev',
      namespace: 'research',
      name: 'genomics',
      created: true,
    });
    expect(
      (await invoke(server, 'create-jupyter-server', input).expect(200)).body
        .output.created,
    ).toBe(false);
    expect(
      clusters.clusters[0].server('research', 'genomics')?.metadata.annotations,
    ).toMatchObject({
      'amalthea.dev/owner': 'user:default/ada',
    });
  });

  it('obeys the profile', async () => {
    const { server, clusters } = await startPlugin();
    const answer = await invoke(
      server,
      'create-jupyter-server',
      { profile: 'shared', name: 'genomics' },
      'charles',
    );
    expect(answer.status).toBe(403);
    expect(clusters.client.writes).toEqual([]);
  });
});

describe('list-jupyter-servers', () => {
  it('lists what the caller may see', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('mine', {
      metadata: { annotations: { 'amalthea.dev/owner': 'user:default/ada' } },
    });
    clusters.putServer('ours', {
      metadata: {
        annotations: { 'amalthea.dev/owner': 'group:default/research' },
      },
    });
    const names = async (input: object, name: 'ada' | 'charles') =>
      (
        await invoke(server, 'list-jupyter-servers', input, name).expect(200)
      ).body.output.servers.map((row: { name: string }) => row.name);
    await expect(names({}, 'ada')).resolves.toEqual(['mine', 'ours']);
    await expect(names({ onlyMine: true }, 'ada')).resolves.toEqual(['mine']);
    await expect(names({}, 'charles')).resolves.toEqual([]);
  });
});
