import {
  serverCreatePermission,
  serverDeletePermission,
  serverReadPermission,
  serverUpdatePermission,
} from '@amalthea/plugin-amalthea-common';
import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import { AmaltheaError } from '../errors/AmaltheaError';
import type { ServerGrants, ServerViewer } from '../servers/ServerViewer';
import { matchesCriteria } from './matchesCriteria';
import {
  amaltheaServerResourceRef,
  type AmaltheaServerFilter,
} from './serverResource';

type Test = (owner: string | undefined) => boolean;

/** Who asks, and what the permission policy lets them do: asked once per request, applied to any number of servers. */
export interface CallerAccess extends ServerViewer {
  readonly mayCreate: boolean;
  /** Equal for callers who are the same and may do the same. */
  readonly signature: string;
  /** @throws AmaltheaError OwnerUnknown when a service asks, for which no server can be made */
  requireUser(): string;
}

export interface CallerAccessFactory {
  forCredentials(credentials: BackstageCredentials): Promise<CallerAccess>;
}

export interface CallerAccessFactoryOptions {
  readonly auth: AuthService;
  readonly userInfo: UserInfoService;
  readonly permissions: PermissionsService;
  readonly permissionsRegistry: PermissionsRegistryService;
}

/** Asks Backstage's identity and permission services. */
export class PermissionCallerAccessFactory implements CallerAccessFactory {
  readonly #options: CallerAccessFactoryOptions;
  readonly #transformConditions: ConditionTransformer<AmaltheaServerFilter>;

  constructor(options: CallerAccessFactoryOptions) {
    this.#options = options;
    this.#transformConditions = createConditionTransformer(
      options.permissionsRegistry.getPermissionRuleset(
        amaltheaServerResourceRef,
      ),
    );
  }

  async forCredentials(
    credentials: BackstageCredentials,
  ): Promise<CallerAccess> {
    const { auth, userInfo, permissions } = this.#options;
    const user = auth.isPrincipal(credentials, 'user')
      ? await userInfo.getUserInfo(credentials)
      : undefined;
    const [[create], [read, update, remove]] = await Promise.all([
      permissions.authorize([{ permission: serverCreatePermission }], {
        credentials,
      }),
      permissions.authorizeConditional(
        [
          { permission: serverReadPermission },
          { permission: serverUpdatePermission },
          { permission: serverDeletePermission },
        ],
        { credentials },
      ),
    ]);
    const mayRead = this.#test(read);
    const mayUpdate = this.#test(update);
    const mayDelete = this.#test(remove);
    const userReference = user?.userEntityRef.toLocaleLowerCase('en-US');
    const ownershipReferences = (user?.ownershipEntityRefs ?? []).map(
      reference => reference.toLocaleLowerCase('en-US'),
    );
    return {
      userReference,
      ownershipReferences,
      mayCreate: create.result === AuthorizeResult.ALLOW,
      signature: JSON.stringify([
        userReference,
        ownershipReferences,
        create,
        read,
        update,
        remove,
      ]),
      grants(owner): ServerGrants {
        const isReadable = mayRead(owner);
        return {
          read: isReadable,
          update: isReadable && mayUpdate(owner),
          delete: isReadable && mayDelete(owner),
        };
      },
      requireUser() {
        if (userReference) return userReference;
        throw new AmaltheaError(
          'OwnerUnknown',
          'A server needs an owner, and this request does not come from a person.',
          {
            hint: 'Sign in, or let the service ask on behalf of a user.',
          },
        );
      },
    };
  }

  #test(decision: PolicyDecision): Test {
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      const allowed = decision.result === AuthorizeResult.ALLOW;
      return () => allowed;
    }
    const criteria = this.#transformConditions(decision.conditions);
    return owner => matchesCriteria(criteria, owner);
  }
}
