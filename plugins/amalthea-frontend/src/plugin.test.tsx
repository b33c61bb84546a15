import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import { amaltheaApiRef } from './api';
import { FakeAmaltheaApi } from './fake';
import { amaltheaPlugin } from './plugin';

describe('the plugin', () => {
  it('brings the list of servers to /amalthea, with the API that an app gives it', async () => {
    renderTestApp({
      features: [
        amaltheaPlugin.withOverrides({
          extensions: [
            amaltheaPlugin.getExtension('api:amalthea').override({
              params: defineParams =>
                defineParams({
                  api: amaltheaApiRef,
                  deps: {},
                  factory: () => new FakeAmaltheaApi(),
                }),
            }),
          ],
        }),
      ],
      initialRouteEntries: ['/amalthea'],
    });
    expect(
      await screen.findByRole(
        'heading',
        { name: 'Servers' },
        { timeout: 5_000 },
      ),
    ).toBeVisible();
    expect(await screen.findByRole('link', { name: 'genomics' })).toBeVisible();
  });

  it('gives apps a client of the backend', () => {
    const tester = createExtensionTester(
      amaltheaPlugin.getExtension('api:amalthea'),
    );
    expect(tester.get(ApiBlueprint.dataRefs.factory).api).toBe(amaltheaApiRef);
  });
});
