import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { auditedWrites } from './auditLog';

const event = (more: object) =>
  JSON.stringify({
    stage: 'ResponseComplete',
    verb: 'patch',
    stageTimestamp: '2026-01-01T00:00:01.500000Z',
    user: { username: 'operator' },
    responseStatus: { code: 200 },
    objectRef: { resource: 'services', namespace: 'n' },
    ...more,
  });

describe('auditedWrites', () => {
  it('counts finished writes, with subresources, and leaves out reads, other stages, earlier ones and a half line', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amalthea-audit-'));
    const file = join(directory, 'audit.log');
    const lines = [
      event({}),
      event({
        verb: 'create',
        objectRef: {
          resource: 'jupyterservers',
          subresource: 'status',
          namespace: 'n',
        },
      }),
      event({ verb: 'watch' }),
      event({ stage: 'RequestReceived' }),
      event({ stageTimestamp: '2025-12-31T00:00:00Z' }),
      event({}).slice(0, 40),
    ];
    await writeFile(file, lines.join('\n'));
    const writes = await auditedWrites(
      file,
      Date.parse('2026-01-01T00:00:00Z'),
    );
    expect(writes.map(({ verb, resource }) => `${verb} ${resource}`)).toEqual([
      'patch services',
      'create jupyterservers/status',
    ]);
    expect(writes[0]).toMatchObject({
      user: 'operator',
      namespace: 'n',
      status: 200,
      finishedAt: Date.parse('2026-01-01T00:00:01.5Z'),
    });
    await rm(directory, { recursive: true });
  });
});
