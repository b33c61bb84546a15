import { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly untilMilliseconds: number;
}

/** What ends with the grant it came from. */
const tokens: ReadonlySet<string> = new Set([
  'AccessToken',
  'AuthorizationCode',
  'RefreshToken',
]);

/** What the provider remembers, for as long as the test runs. Each provider has its own. */
export class MemoryStore {
  private readonly entries = new Map<string, Entry>();

  /** Clients of the configuration would be copied across Jest's realms, which breaks their keys: they live here. */
  setClients(clients: readonly ClientMetadata[]): void {
    for (const client of clients) {
      this.entries.set(`Client:${client.client_id}`, {
        payload: { ...client } as AdapterPayload,
        untilMilliseconds: Infinity,
      });
    }
  }

  all(model: string): readonly AdapterPayload[] {
    return [...this.entries]
      .filter(([key]) => key.startsWith(`${model}:`))
      .map(([, { payload }]) => payload);
  }

  forget(...models: readonly string[]): void {
    for (const key of this.entries.keys()) {
      if (models.includes(key.split(':', 1)[0] ?? '')) this.entries.delete(key);
    }
  }

  /** For one kind of thing: sessions, grants, codes, … */
  adapter(model: string): Adapter {
    const { entries } = this;
    const keyOf = (id: string) => `${model}:${id}`;
    const find = async (id: string) => {
      const entry = entries.get(keyOf(id));
      return entry && entry.untilMilliseconds > Date.now()
        ? entry.payload
        : undefined;
    };
    const findWhere = async (name: 'uid' | 'userCode', value: string) =>
      this.all(model).find(payload => payload[name] === value);
    return {
      upsert: async (id, payload, expiresInSeconds) => {
        entries.set(keyOf(id), {
          payload,
          untilMilliseconds: Date.now() + (expiresInSeconds || 86_400) * 1000,
        });
      },
      find,
      findByUid: uid => findWhere('uid', uid),
      findByUserCode: userCode => findWhere('userCode', userCode),
      consume: async id => {
        const payload = await find(id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async id => {
        entries.delete(keyOf(id));
      },
      revokeByGrantId: async grantId => {
        for (const [key, { payload }] of entries) {
          const [kind = ''] = key.split(':');
          if (tokens.has(kind) && payload.grantId === grantId) {
            entries.delete(key);
          }
        }
      },
    };
  }
}
