import {
  shapeRequestSchema,
  type CreateServerRequest,
  type PreviewRequest,
  type Profile,
  type ProfileDestination,
} from '@amalthea/plugin-amalthea-common';
import { z } from 'zod';

const referenceSchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
});

const draftSchema = z.object({
  profile: z.string().optional(),
  name: z.string(),
  /** Whether the name is the reader's own and not the suggestion. */
  nameChosen: z.boolean(),
  cluster: z.string().optional(),
  namespace: z.string().optional(),
  image: z.string().optional(),
  size: z.string().optional(),
  diskBytes: z.number().optional(),
  idleSeconds: z.number().optional(),
  /** Values of the profile's variables, by name. */
  variables: z.record(z.string(), z.string()),
  /** Variables of the reader's own, in the order they were added. */
  ownVariables: z.array(z.object({ name: z.string(), value: z.string() })),
  collaborators: z.array(z.string()),
  /** An address that is typed, and not on the list yet. */
  collaboratorText: z.string().default(''),
  /** Set once the server was asked for. */
  created: referenceSchema.optional(),
});

/** What has been filled in so far. */
export type RequestDraft = Readonly<z.infer<typeof draftSchema>>;

/** A draft with nothing in it. */
export const emptyDraft: RequestDraft = {
  name: '',
  nameChosen: false,
  variables: {},
  ownVariables: [],
  collaborators: [],
  collaboratorText: '',
};

/** The draft of a stored text; undefined when it is none, or of an older version of this page. */
export function parseRequestDraft(text: string): RequestDraft | undefined {
  try {
    return draftSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * The draft with another profile. What the new profile also offers stays chosen, everything else
 * takes its defaults; what the reader typed is never lost.
 */
export function chooseProfile(
  draft: RequestDraft,
  profile: Profile,
): RequestDraft {
  const destination =
    profile.destinations.find(
      ({ cluster, namespace }) =>
        cluster === draft.cluster && namespace === draft.namespace,
    ) ?? profile.destinations[0];
  return {
    ...draft,
    profile: profile.id,
    cluster: destination?.cluster,
    namespace: destination?.namespace,
    image: keepIfOffered(draft.image, profile.images) ?? profile.defaults.image,
    size: keepIfOffered(draft.size, profile.sizes) ?? profile.defaults.size,
    diskBytes: keepWithin(draft.diskBytes, profile.disk),
    idleSeconds: keepIdle(draft.idleSeconds, profile.idle),
    variables: Object.fromEntries(
      profile.variables.map(variable => [
        variable.name,
        draft.variables[variable.name] ?? variable.default ?? '',
      ]),
    ),
  };
}

/** Where the draft's server would run. */
export function draftDestination(
  draft: RequestDraft,
  profile: Profile,
): ProfileDestination | undefined {
  return profile.destinations.find(
    ({ cluster, namespace }) =>
      cluster === draft.cluster && namespace === draft.namespace,
  );
}

/** What is wrong with the address that is typed; undefined when nothing is, or nothing is typed. */
export function collaboratorProblem(
  draft: Pick<RequestDraft, 'collaborators' | 'collaboratorText'>,
): string | undefined {
  const email = draft.collaboratorText.trim();
  if (email === '') {
    return undefined;
  }
  if (draft.collaborators.includes(email)) {
    return 'This person is on the list already.';
  }
  return shapeRequestSchema.shape.collaborators.safeParse([email]).success
    ? undefined
    : 'Write an address such as grace@example.org.';
}

/** The draft with the typed address on the list, if it is one: nobody presses Add before they go on. */
export function addTypedCollaborator<
  T extends Pick<RequestDraft, 'collaborators' | 'collaboratorText'>,
>(draft: T): T {
  const email = draft.collaboratorText.trim();
  return email === '' || collaboratorProblem(draft) !== undefined
    ? draft
    : {
        ...draft,
        collaborators: [...draft.collaborators, email],
        collaboratorText: '',
      };
}

/** The request that asks what would be created. Says only what the profile lets people choose. */
export function toPreviewRequest(
  draft: RequestDraft,
  profile: Profile,
): PreviewRequest {
  const { collaborators } = addTypedCollaborator(draft);
  const environment = Object.fromEntries(
    [
      ...profile.variables.map(({ name }) => [
        name,
        draft.variables[name] ?? '',
      ]),
      ...(profile.freeVariables
        ? draft.ownVariables.map(({ name, value }) => [name, value])
        : []),
    ].filter(([, value]) => value !== ''),
  );
  return {
    profile: profile.id,
    name: draft.name,
    cluster: draft.cluster,
    namespace: draft.namespace,
    shape: {
      image: draft.image,
      size: draft.size,
      ...(isOpen(profile.disk) ? { diskBytes: draft.diskBytes } : {}),
      ...(isOpen(profile.idle) || profile.idle.mayNeverStop
        ? { idleSeconds: draft.idleSeconds }
        : {}),
      ...(Object.keys(environment).length > 0 ? { environment } : {}),
      ...(profile.collaborators && collaborators.length > 0
        ? { collaborators: [...collaborators] }
        : {}),
    },
  };
}

/** The request that creates the server; the same id never makes a second one. */
export function toCreateRequest(
  draft: RequestDraft,
  profile: Profile,
  requestId: string,
): CreateServerRequest {
  return { ...toPreviewRequest(draft, profile), requestId };
}

/** Whether bounds leave anything to choose. */
export function isOpen(bounds: {
  readonly minimum: number;
  readonly maximum: number;
}): boolean {
  return bounds.minimum < bounds.maximum;
}

function keepIfOffered(
  id: string | undefined,
  choices: ReadonlyArray<{ readonly id: string }>,
): string | undefined {
  return choices.some(choice => choice.id === id) ? id : undefined;
}

function keepWithin(
  amount: number | undefined,
  bounds: Profile['disk'],
): number {
  return amount !== undefined &&
    amount >= bounds.minimum &&
    amount <= bounds.maximum
    ? amount
    : bounds.default;
}

function keepIdle(
  seconds: number | undefined,
  bounds: Profile['idle'],
): number {
  if (seconds === 0) {
    return bounds.mayNeverStop ? 0 : bounds.default;
  }
  return seconds !== undefined &&
    seconds >= bounds.minimum &&
    seconds <= bounds.maximum
    ? seconds
    : bounds.default;
}
