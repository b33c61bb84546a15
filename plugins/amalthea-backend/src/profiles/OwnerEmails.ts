import type { UserEntity } from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { AmaltheaError } from '../errors/AmaltheaError';

/** Finds the e-mail address by which an OpenID provider knows a person. */
export interface OwnerEmails {
  /** @throws AmaltheaError OwnerUnknown when the catalog has none */
  emailOf(
    userReference: string,
    credentials: BackstageCredentials,
  ): Promise<string>;
}

/** Reads `spec.profile.email` of the User in the catalog. */
export class CatalogOwnerEmails implements OwnerEmails {
  readonly #catalog: CatalogService;

  constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  async emailOf(
    userReference: string,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const entity = await this.#catalog.getEntityByRef(userReference, {
      credentials,
    });
    const email = (entity as UserEntity | undefined)?.spec?.profile?.email;
    if (typeof email !== 'string' || email === '') {
      throw new AmaltheaError(
        'OwnerUnknown',
        'The catalog has no e-mail address for you, so you could not open the server.',
        {
          hint: `Ask the people who run the portal to add spec.profile.email to ${userReference}.`,
        },
      );
    }
    return email;
  }
}
