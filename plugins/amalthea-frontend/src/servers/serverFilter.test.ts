import fc from 'fast-check';
import { fakeServer, fakeServers } from '../fake';
import {
  filterServers,
  isNarrowed,
  parseServerFilter,
  serverTabs,
  sortColumns,
  writeServerFilter,
  type ServerFilter,
} from './serverFilter';

const now = new Date('2026-11-24T10:00:00Z');
const servers = fakeServers(now);
const everything = parseServerFilter(new URLSearchParams('tab=all'));
const names = (filter: Partial<ServerFilter>) =>
  filterServers(servers, { ...everything, ...filter }).map(
    server => server.reference.name,
  );

const anyFilter: fc.Arbitrary<ServerFilter> = fc.record({
  tab: fc.constantFrom(...serverTabs),
  search: fc.string(),
  phases: fc.subarray([
    'failed',
    'starting',
    'running',
    'stopped',
    'deleting',
  ] as const),
  clusters: fc.array(fc.string({ minLength: 1 })),
  profiles: fc.array(fc.string({ minLength: 1 })),
  sort: fc.record({
    column: fc.constantFrom(...sortColumns),
    direction: fc.constantFrom('ascending', 'descending'),
  }),
});

describe('the filter in the URL', () => {
  it('comes back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(anyFilter, filter => {
        const query = new URLSearchParams(writeServerFilter(filter).toString());
        expect(parseServerFilter(query)).toEqual(filter);
      }),
    );
  });

  it('is empty when nothing was chosen', () => {
    const query = new URLSearchParams();
    expect(writeServerFilter(parseServerFilter(query)).toString()).toBe('');
  });

  it('takes what it does not understand for not said', () => {
    const filter = parseServerFilter(
      new URLSearchParams('tab=yours&state=flying&sort=-luck'),
    );
    expect(filter.tab).toBe('mine');
    expect(isNarrowed(filter)).toBe(false);
    expect(filter.sort).toEqual({ column: 'name', direction: 'ascending' });
  });
});

describe('the rows of a filter', () => {
  it('are the reader’s own in the tab Mine', () => {
    expect(
      filterServers(servers, { ...everything, tab: 'mine' }).every(
        server => server.ownership === 'mine',
      ),
    ).toBe(true);
  });

  it('are found by every word of the search, in any field', () => {
    expect(names({ search: 'TELESCOPE stopped' })).toEqual(['telescope-43']);
    expect(names({ search: 'pytorch gpu' })).toEqual(['lensing-a100']);
    expect(names({ search: 'no such thing' })).toEqual([]);
  });

  it('match any of the chosen values of one filter, and all filters', () => {
    expect(
      names({ phases: ['failed', 'starting'], clusters: ['dev'] }),
    ).toEqual(['old-pipeline']);
  });

  it('are sorted as people count, not as text', () => {
    const numbered = ['server-10', 'server-9'].map(name =>
      fakeServer(now, { name }),
    );
    expect(
      filterServers(numbered, everything).map(
        ({ reference }) => reference.name,
      ),
    ).toEqual(['server-9', 'server-10']);
  });

  it('put what stops first at the top, and what never stops at the end', () => {
    const order = names({
      sort: { column: 'stops', direction: 'ascending' },
      phases: ['running'],
    });
    expect(order[0]).toBe('genomics');
    expect(order.indexOf('night-run')).toBe(1);
  });

  it('are never more or other than the servers there are', () => {
    fc.assert(
      fc.property(anyFilter, filter => {
        const rows = filterServers(servers, filter);
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows.every(row => servers.includes(row))).toBe(true);
      }),
    );
  });
});
