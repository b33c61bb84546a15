import type { RenderConfig } from '@amalthea/jupyterserver';
import {
  serverNameSchema,
  type createServerRequestSchema,
  type DeleteServerResult,
  type NameAvailability,
  type PreviewResult,
  type previewRequestSchema,
  type ServerDetails,
  type ServerReference,
  type UpdateServerRequest,
} from '@amalthea/plugin-amalthea-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { z } from 'zod';
import type { ClusterAccess } from '../clusters/ClusterAccess';
import { jupyterServers } from '../clusters/jupyterServers';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError, isObjectMissing } from '../errors/clusterError';
import type { CallerAccess } from '../permissions/CallerAccess';
import { previewServer } from '../preview/previewServer';
import { annotationKeys } from '../profiles/annotationKeys';
import type { OwnerEmails } from '../profiles/OwnerEmails';
import type { ProfileCatalog } from '../profiles/ProfileCatalog';
import { draftServer, invalidRequest, type DraftServer } from './draftServer';
import type { ObservedServer } from './ObservedServer';
import type { FoundServer, ServerReader } from './ServerReader';
import { serverDelivery } from './serverDelivery';
import type { ServerWriter } from './ServerWriter';
import { shapeChange } from './shapeChange';
import { refuseVolumeOfAnother } from './volumeOfAnother';

/** Who asks. */
export interface Asking {
  readonly caller: CallerAccess;
  readonly credentials: BackstageCredentials;
}

export interface ServerServiceOptions {
  readonly clusters: ClusterAccess;
  readonly profiles: ProfileCatalog;
  readonly reader: ServerReader;
  readonly writer: ServerWriter;
  readonly ownerEmails: OwnerEmails;
  readonly renderConfig: RenderConfig;
}

/** What people can do with servers, permissions included; HTTP routes and actions are thin shells around it. */
export class ServerService {
  readonly #options: ServerServiceOptions;

  constructor(options: ServerServiceOptions) {
    this.#options = options;
  }

  async preview(
    request: z.output<typeof previewRequestSchema>,
    asking: Asking,
  ): Promise<PreviewResult> {
    const draft = await this.#draft(request, asking);
    const { clusters, writer, renderConfig } = this.#options;
    return previewServer({
      draft,
      cluster: clusters.cluster(draft.cluster),
      writer,
      renderConfig,
    });
  }

  async create(
    request: z.output<typeof createServerRequestSchema>,
    asking: Asking,
  ): Promise<{ readonly server: ServerDetails; readonly created: boolean }> {
    const draft = await this.#draft(request, asking);
    const { clusters, renderConfig } = this.#options;
    const cluster = clusters.cluster(draft.cluster);
    await refuseVolumeOfAnother(cluster, draft, renderConfig);
    const { server, created } = await this.#options.writer.create(draft);
    return {
      server: this.#options.reader.details({ server }, asking.caller),
      created,
    };
  }

  async checkName(
    reference: ServerReference,
    { caller }: Asking,
  ): Promise<NameAvailability> {
    const { clusters, profiles } = this.#options;
    const wellFormed = serverNameSchema.safeParse(reference.name);
    if (!wellFormed.success)
      return { available: false, reason: wellFormed.error.issues[0].message };
    if (!profiles.hasDestination(reference, caller)) {
      throw new AmaltheaError(
        'DestinationUnknown',
        'No profile that you may use has servers there.',
        {
          hint: 'Choose a cluster and namespace of one of your profiles.',
        },
      );
    }
    const cluster = clusters.cluster(reference.cluster);
    try {
      await cluster.client.get(jupyterServers, reference);
    } catch (failure) {
      if (isObjectMissing(failure)) return { available: true };
      throw clusterError(failure, cluster.title);
    }
    const suggestion = [2, 3, 4, 5, 6, 7, 8, 9]
      .map(number => `${reference.name}-${number}`)
      .find(
        name =>
          serverNameSchema.safeParse(name).success &&
          !cluster.server(reference.namespace, name),
      );
    return {
      available: false,
      reason: `A server in ${reference.namespace} has this name already.`,
      ...(suggestion ? { suggestion } : {}),
    };
  }

  async update(
    reference: ServerReference,
    request: UpdateServerRequest,
    asking: Asking,
  ): Promise<ServerDetails> {
    return this.#change(reference, asking, async found => {
      requireWritable(found);
      const profileId =
        found.server.metadata.annotations[annotationKeys.profile];
      if (profileId === undefined) {
        throw new AmaltheaError(
          'InvalidRequest',
          'This server was not made from a profile, so its shape cannot be changed here.',
          {
            hint: 'Change it where it was made, or with kubectl.',
          },
        );
      }
      const change = shapeChange(
        found.server,
        this.#options.profiles.get(profileId),
        request.shape,
      );
      if (!change.ok) throw invalidRequest(change.problems);
      if (change.operations.length === 0) return found.server;
      return this.#options.writer.patchFields(
        found,
        change.operations,
        request.resourceVersion,
      );
    });
  }

  async hibernate(
    reference: ServerReference,
    asking: Asking,
  ): Promise<ServerDetails> {
    return this.#change(reference, asking, async found => {
      requireWritable(found);
      return this.#options.writer.hibernate(found);
    });
  }

  async resume(
    reference: ServerReference,
    asking: Asking,
  ): Promise<ServerDetails> {
    return this.#change(reference, asking, found =>
      this.#options.writer.resume(found),
    );
  }

  async restart(
    reference: ServerReference,
    asking: Asking,
  ): Promise<ServerDetails> {
    return this.#change(reference, asking, found =>
      this.#options.writer.restart(found),
    );
  }

  async keep(
    reference: ServerReference,
    minutes: number,
    asking: Asking,
  ): Promise<ServerDetails> {
    return this.#change(reference, asking, found =>
      this.#options.writer.keep(found, minutes),
    );
  }

  async delete(
    reference: ServerReference,
    { caller }: Asking,
  ): Promise<DeleteServerResult> {
    const found = await this.#options.reader.find(reference, caller);
    if (!found.grants.delete) throw notAllowed('delete');
    requireWritable(found);
    return this.#options.writer.delete(found);
  }

  /** A server that the caller may change, for questions that only its user may ask. */
  async findForUpdate(
    reference: ServerReference,
    { caller }: Asking,
  ): Promise<FoundServer> {
    const found = await this.#options.reader.find(reference, caller);
    if (!found.grants.update) throw notAllowed('change');
    return found;
  }

  async #change(
    reference: ServerReference,
    asking: Asking,
    change: (found: FoundServer) => Promise<ObservedServer>,
  ): Promise<ServerDetails> {
    const found = await this.findForUpdate(reference, asking);
    return this.#options.reader.details(
      { server: await change(found) },
      asking.caller,
    );
  }

  async #draft(
    request: z.output<typeof previewRequestSchema> & {
      readonly requestId?: string;
    },
    { caller, credentials }: Asking,
  ): Promise<DraftServer> {
    const owner = caller.requireUser();
    const profile = this.#options.profiles.getForUse(request.profile, caller);
    const ownerEmail = profile.oidc
      ? await this.#options.ownerEmails.emailOf(owner, credentials)
      : undefined;
    return draftServer({
      request,
      profile,
      owner,
      ownerEmail,
      requestId: request.requestId,
    });
  }
}

/** @throws AmaltheaError DeliveredByGit */
function requireWritable({ server }: FoundServer): void {
  if (serverDelivery(server) !== 'gitops') return;
  throw new AmaltheaError(
    'DeliveredByGit',
    'This server comes from Git, so it cannot be changed here.',
    {
      hint: 'Change its definition in Git; Argo CD brings the change into the cluster.',
    },
  );
}

function notAllowed(verb: string): AmaltheaError {
  return new AmaltheaError(
    'NotAllowed',
    `You may see this server, but not ${verb} it.`,
    {
      hint: 'Ask its owner, or the people who run the portal.',
    },
  );
}
