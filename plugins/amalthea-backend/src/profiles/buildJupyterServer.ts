import type { ProfileDefinition } from '../configuration/profileSchema';
import { formatBytes, formatCores } from '../quantity/formatQuantity';
import { ownerSlug } from './ownerSlug';
import type { ResolvedShape } from './resolveShape';
import { annotationKeys } from './annotationKeys';

export interface ServerBlueprint {
  readonly profile: ProfileDefinition;
  readonly shape: ResolvedShape;
  readonly name: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Entity reference of the person who asks, from the credentials. */
  readonly owner: string;
  /** Needed when the profile has a sign-in. */
  readonly ownerEmail?: string;
  readonly requestId?: string;
}

/** The parts of a JupyterServer that the portal writes; the API server fills in the rest. */
export interface JupyterServerManifest {
  readonly apiVersion: 'amalthea.dev/v1alpha1';
  readonly kind: 'JupyterServer';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Makes the JupyterServer of a request. Pure: the same blueprint gives the same object. */
export function buildJupyterServer(
  blueprint: ServerBlueprint,
): JupyterServerManifest {
  const { profile, shape, name, namespace, owner } = blueprint;
  const fill = (template: string) => fillTemplate(template, blueprint);
  return {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: {
      name,
      namespace,
      labels: {
        [annotationKeys.profile]: profile.id,
        ...(blueprint.requestId
          ? { [annotationKeys.requestId]: blueprint.requestId }
          : {}),
      },
      annotations: {
        [annotationKeys.owner]: owner,
        [annotationKeys.profile]: profile.id,
        ...(blueprint.requestId
          ? { [annotationKeys.requestId]: blueprint.requestId }
          : {}),
      },
    },
    spec: {
      auth: buildAuth(blueprint),
      culling: {
        idleSecondsThreshold: shape.idleSeconds,
        maxAgeSecondsThreshold: profile.culling.maxAge ?? 0,
        startingSecondsThreshold: profile.culling.starting ?? 0,
        failedSecondsThreshold: profile.culling.failed ?? 0,
        hibernatedSecondsThreshold: profile.culling.deleteStoppedAfter ?? 0,
      },
      jupyterServer: {
        image: shape.image,
        defaultUrl: profile.defaultUrl,
        rootDir: profile.disk.mountPath,
        resources: buildResources(profile, shape),
        hibernated: false,
        ...environmentField(profile, shape),
      },
      patches: profile.patches,
      routing: {
        host: fill(profile.routing.host),
        path: fill(profile.routing.path),
        tls: profile.routing.tls,
        ...(Object.keys(profile.routing.ingressAnnotations).length > 0
          ? { ingressAnnotations: profile.routing.ingressAnnotations }
          : {}),
      },
      storage: {
        size: formatBytes(shape.diskBytes),
        pvc: {
          enabled: profile.disk.kept,
          mountPath: profile.disk.mountPath,
          ...(profile.disk.storageClass
            ? { storageClassName: profile.disk.storageClass }
            : {}),
        },
      },
    },
  };
}

/** Requests equal limits, so that a server neither takes nor loses what it was promised. */
export function buildResources(
  profile: ProfileDefinition,
  shape: ResolvedShape,
): {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
} {
  const amounts = {
    cpu: formatCores(shape.size.cpu),
    memory: formatBytes(shape.size.memory),
    ...(shape.size.gpus > 0
      ? { [profile.gpuResource]: String(shape.size.gpus) }
      : {}),
  };
  return { requests: amounts, limits: amounts };
}

/** The profile's fixed variables and the person's own, as `spec.jupyterServer.env` lists them. */
export function buildEnvironment(
  profile: ProfileDefinition,
  shape: Pick<ResolvedShape, 'environment'>,
): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries({
    ...shape.environment,
    ...profile.environment.fixed,
  }).map(([name, value]) => ({ name, value }));
}

function environmentField(profile: ProfileDefinition, shape: ResolvedShape) {
  const env = buildEnvironment(profile, shape);
  return env.length > 0 ? { env } : {};
}

function buildAuth({
  profile,
  shape,
  ownerEmail,
}: ServerBlueprint): Readonly<Record<string, unknown>> {
  if (!profile.oidc) return {};
  const emails = [...(ownerEmail ? [ownerEmail] : []), ...shape.collaborators];
  return {
    token: '',
    oidc: {
      enabled: true,
      issuerUrl: profile.oidc.issuerUrl,
      clientId: profile.oidc.clientId,
      clientSecret: { secretKeyRef: profile.oidc.clientSecretRef },
      authorizedEmails: [...new Set(emails)],
      authorizedGroups: profile.oidc.groups,
    },
  };
}

function fillTemplate(template: string, blueprint: ServerBlueprint): string {
  const values: Readonly<Record<string, string>> = {
    owner: ownerSlug(blueprint.owner),
    name: blueprint.name,
    namespace: blueprint.namespace,
    cluster: blueprint.cluster,
  };
  return template.replace(
    /\{([^}]*)\}/g,
    (placeholder, key: string) => values[key] ?? placeholder,
  );
}
