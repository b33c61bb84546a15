import { AmaltheaClient } from './AmaltheaClient';

const reference = {
  cluster: 'dev/eu',
  namespace: 'research',
  name: 'genomics',
};

function clientThatGets(answer: Response | undefined) {
  const requests: { url: string; init?: RequestInit }[] = [];
  const client = new AmaltheaClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api/amalthea' },
    fetchApi: {
      fetch: async (input, init) => {
        requests.push({ url: String(input), init });
        if (!answer) throw new TypeError('Failed to fetch');
        return answer;
      },
    },
  });
  return { client, requests };
}

describe('AmaltheaClient', () => {
  it('encodes each part of a reference', async () => {
    const { client, requests } = clientThatGets(Response.json({}));
    await client.hibernateServer(reference);
    expect(requests[0].url).toBe(
      'http://portal/api/amalthea/servers/dev%2Feu/research/genomics/hibernate',
    );
    expect(requests[0].init?.method).toBe('POST');
  });

  it.each([
    { ...reference, cluster: '..', namespace: '..', name: 'catalog' },
    { ...reference, name: '..' },
    { ...reference, namespace: '.' },
  ])('asks nobody about $cluster/$namespace/$name', async escaping => {
    const { client, requests } = clientThatGets(Response.json({}));
    for (const ask of [
      () => client.getServer(escaping),
      () => client.getOpenLink(escaping),
      () => client.checkName(escaping),
    ])
      await expect(ask).rejects.toMatchObject({
        statusCode: 404,
        code: 'ServerNotFound',
      });
    expect(requests).toEqual([]);
  });

  it('sends only what is set as a query', async () => {
    const { client, requests } = clientThatGets(Response.json({}));
    await client.getLogs(reference, { tailLines: 10, container: undefined });
    expect(new URL(requests[0].url).search).toBe('?tailLines=10');
  });

  it('turns an error answer into a sentence with its code, hint and fields', async () => {
    const cause = {
      code: 'InvalidRequest',
      hint: 'Correct it.',
      problems: [{ field: 'name', message: 'Too long.' }],
    };
    const body = {
      error: { name: 'InputError', message: 'The name is too long.', cause },
    };
    const { client } = clientThatGets(Response.json(body, { status: 400 }));
    await expect(client.listServers()).rejects.toMatchObject({
      message: 'The name is too long.',
      statusCode: 400,
      code: 'InvalidRequest',
      hint: 'Correct it.',
      problems: [{ field: 'name', message: 'Too long.' }],
    });
  });

  it.each([
    new Response('<html>', { status: 502 }),
    Response.json({ odd: true }, { status: 500 }),
  ])(
    'has a sentence also for an answer that is not the plugin’s',
    async answer => {
      const { client } = clientThatGets(answer);
      await expect(client.listServers()).rejects.toMatchObject({
        message: expect.stringContaining(String(answer.status)),
        code: undefined,
      });
    },
  );

  it('says what to do when the sign-in has ended', async () => {
    const error = { name: 'AuthenticationError', message: 'Illegal token' };
    const { client } = clientThatGets(
      Response.json({ error }, { status: 401 }),
    );
    await expect(client.listServers()).rejects.toMatchObject({
      message: expect.stringContaining('Reload this page'),
      detail: 'Illegal token',
      statusCode: 401,
    });
  });

  it('says that the portal does not answer', async () => {
    const { client } = clientThatGets(undefined);
    await expect(client.listServers()).rejects.toMatchObject({
      message:
        'The portal does not answer. Check your connection and try again.',
      statusCode: 0,
      detail: expect.stringContaining('Failed to fetch'),
    });
  });

  it('gives the messages of the stream with their ids', async () => {
    const message = { type: 'removed', reference, uid: '1' };
    const { client, requests } = clientThatGets(
      new Response(`id: a.1\ndata: ${JSON.stringify(message)}\n\n`),
    );
    const received = [];
    for await (const item of client.stream({ lastEventId: 'a.0' }))
      received.push(item);
    expect(received).toEqual([{ id: 'a.1', message }]);
    expect(new Headers(requests[0].init?.headers).get('last-event-id')).toBe(
      'a.0',
    );
  });
});
