import {
  serverCreatePermission,
  serverDeletePermission,
  serverReadPermission,
  serverUpdatePermission,
} from '@amalthea/plugin-amalthea-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogEntityReadPermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { PortalPermissionPolicy } from './PortalPermissionPolicy';

const policy = new PortalPermissionPolicy(['group:default/Platform']);

function person(...ownershipEntityRefs: string[]): PolicyQueryUser {
  const userEntityRef = ownershipEntityRefs[0];
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs },
  };
}
const ada = person('user:default/ada', 'group:default/research');
const grace = person('user:default/grace', 'group:default/platform');

describe('PortalPermissionPolicy', () => {
  it('lets everybody who is signed in ask for servers', async () => {
    await expect(
      policy.handle({ permission: serverCreatePermission }, ada),
    ).resolves.toEqual({ result: 'ALLOW' });
  });

  it.each([
    serverReadPermission,
    serverUpdatePermission,
    serverDeletePermission,
  ])('grants $name for own servers only', async permission => {
    await expect(policy.handle({ permission }, ada)).resolves.toEqual({
      result: 'CONDITIONAL',
      pluginId: 'amalthea',
      resourceType: 'amalthea-server',
      conditions: {
        rule: 'IS_OWNER',
        resourceType: 'amalthea-server',
        params: { claims: ['user:default/ada', 'group:default/research'] },
      },
    });
  });

  it.each([
    serverReadPermission,
    serverDeletePermission,
    kubernetesProxyPermission,
  ])('grants administrators $name', async permission => {
    await expect(policy.handle({ permission }, grace)).resolves.toEqual({
      result: 'ALLOW',
    });
  });

  it.each([kubernetesProxyPermission, catalogLocationCreatePermission])(
    'keeps $name for administrators',
    async permission => {
      await expect(policy.handle({ permission }, ada)).resolves.toEqual({
        result: 'DENY',
      });
    },
  );

  it("hides other people's servers in the catalog as well", async () => {
    await expect(
      policy.handle({ permission: catalogEntityReadPermission }, ada),
    ).resolves.toMatchObject({
      result: 'CONDITIONAL',
      conditions: {
        anyOf: [
          {
            not: {
              rule: 'HAS_SPEC',
              params: { key: 'type', value: 'jupyter-server' },
            },
          },
          { rule: 'IS_ENTITY_OWNER' },
        ],
      },
    });
  });

  it.each([serverCreatePermission, catalogEntityReadPermission])(
    'grants nothing to those who are not signed in ($name)',
    async permission => {
      await expect(policy.handle({ permission })).resolves.toEqual({
        result: 'DENY',
      });
    },
  );
});
