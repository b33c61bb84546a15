import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { amaltheaApiRef } from '../api';
import { ClockProvider } from '../clock';
import { FakeAmaltheaApi } from '../fake';
import { rootRouteRef } from '../routes';
import { testNow } from '../__testUtils__/renderPages';
import { parseServerAnnotation } from './serverAnnotation';
import { ServerEntityCard } from './ServerEntityCard';

function renderCard(server: string | undefined) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'genomics',
      annotations: server ? { 'amalthea.dev/server': server } : {},
    },
    spec: { type: 'jupyter-server' },
  };
  renderInTestApp(
    <ClockProvider now={() => testNow}>
      <EntityProvider entity={entity}>
        <ServerEntityCard />
      </EntityProvider>
    </ClockProvider>,
    {
      apis: [[amaltheaApiRef, new FakeAmaltheaApi({ now: () => testNow })]],
      mountedRoutes: { '/amalthea': rootRouteRef },
    },
  );
}

describe('the card of a server in the catalog', () => {
  it('says the state and when it stops, and leads in', async () => {
    renderCard('dev/team-physics/genomics');
    expect(await screen.findByText('Running')).toBeVisible();
    expect(screen.getByText(/Stops in 42 min/)).toBeVisible();
    expect(screen.getByRole('button', { name: /Open genomics/ })).toBeEnabled();
    expect(screen.getByRole('link', { name: 'Details' })).toHaveAttribute(
      'href',
      '/amalthea/servers/dev/team-physics/genomics',
    );
  });

  it('says why a server failed', async () => {
    renderCard('dev/team-physics/old-pipeline');
    expect(
      await screen.findByText(/The image could not be fetched/),
    ).toBeVisible();
  });

  it('says when the server cannot be loaded', async () => {
    renderCard('dev/team-physics/nothing');
    expect(
      await screen.findByText('nothing could not be loaded'),
    ).toBeVisible();
  });

  it('says what the annotation must look like when it names no server', async () => {
    renderCard('genomics');
    expect(
      await screen.findByText(/It has the form cluster\/namespace\/name/),
    ).toBeVisible();
  });
});

describe('parseServerAnnotation', () => {
  it.each([undefined, '', 'a', 'a/b', 'a//c', 'a/b/c/d'])(
    'finds no server in %p',
    value => {
      expect(parseServerAnnotation(value)).toBeUndefined();
    },
  );
});
