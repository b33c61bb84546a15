import {
  isReservedVariable,
  type FieldProblem,
  type ShapeRequest,
} from '@amalthea/plugin-amalthea-common';
import type { ProfileDefinition } from '../configuration/profileSchema';

/** A shape in which everything is decided. */
export interface ResolvedShape {
  readonly image: string;
  readonly size: ProfileDefinition['sizes'][number];
  readonly diskBytes: number;
  /** 0: never stops for idleness. */
  readonly idleSeconds: number;
  /** What people set; the profile's fixed variables are not part of it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly collaborators: readonly string[];
}

export type ShapeResolution =
  | { readonly ok: true; readonly shape: ResolvedShape }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Fills a request with the profile's defaults and checks it against what the profile opens. */
export function resolveShape(
  profile: ProfileDefinition,
  request: ShapeRequest,
): ShapeResolution {
  const problems: FieldProblem[] = [];
  const report = (field: string, message: string) =>
    problems.push({ field: `shape.${field}`, message });

  const image = choose(
    profile.images,
    request.image ?? profile.defaults.image,
    'image',
    report,
  );
  const size = choose(
    profile.sizes,
    request.size ?? profile.defaults.size,
    'size',
    report,
  );
  const diskBytes =
    request.diskBytes ?? profile.disk.default ?? profile.disk.minimum;
  if (diskBytes < profile.disk.minimum || diskBytes > profile.disk.maximum) {
    report(
      'diskBytes',
      `Use between ${gibibytes(profile.disk.minimum)} and ${gibibytes(
        profile.disk.maximum,
      )}.`,
    );
  }
  const idleSeconds =
    request.idleSeconds ?? profile.idle.default ?? profile.idle.minimum;
  const neverStops = idleSeconds === 0 && profile.idle.mayNeverStop;
  if (
    !neverStops &&
    (idleSeconds < profile.idle.minimum || idleSeconds > profile.idle.maximum)
  ) {
    report(
      'idleSeconds',
      `Use between ${minutes(profile.idle.minimum)} and ${minutes(
        profile.idle.maximum,
      )}.`,
    );
  }
  const environment = resolveEnvironment(
    profile,
    request.environment ?? {},
    report,
  );
  const collaborators = [...new Set(request.collaborators ?? [])];
  if (collaborators.length > 0 && !profile.oidc) {
    report(
      'collaborators',
      'Servers of this profile cannot be shared: they have no sign-in.',
    );
  }
  if (problems.length > 0 || !image || !size) return { ok: false, problems };
  return {
    ok: true,
    shape: {
      image: image.image,
      size,
      diskBytes,
      idleSeconds,
      environment,
      collaborators,
    },
  };
}

type Report = (field: string, message: string) => void;

function choose<T extends { readonly id: string }>(
  choices: readonly T[],
  id: string | undefined,
  field: string,
  report: Report,
): T | undefined {
  const choice =
    id === undefined
      ? choices[0]
      : choices.find(candidate => candidate.id === id);
  if (!choice) {
    report(
      field,
      `This profile has no ${field} '${id}'. Choose one of: ${choices
        .map(known => known.id)
        .join(', ')}.`,
    );
  }
  return choice;
}

function resolveEnvironment(
  profile: ProfileDefinition,
  requested: Readonly<Record<string, string>>,
  report: Report,
): Readonly<Record<string, string>> {
  const environment = new Map<string, string>();
  for (const variable of profile.environment.variables) {
    if (variable.default !== undefined)
      environment.set(variable.name, variable.default);
  }
  for (const [name, value] of Object.entries(requested)) {
    const variable = profile.environment.variables.find(
      candidate => candidate.name === name,
    );
    if (Object.hasOwn(profile.environment.fixed, name)) {
      report(`environment.${name}`, 'The profile sets this variable itself.');
    } else if (!variable && !profile.environment.free) {
      report(
        `environment.${name}`,
        'This profile does not let you set this variable.',
      );
    } else if (isReservedVariable(name)) {
      report(
        `environment.${name}`,
        'This variable belongs to the server itself. Use another name.',
      );
    } else if (
      variable?.pattern !== undefined &&
      !new RegExp(`^(?:${variable.pattern})$`, 'u').test(value)
    ) {
      report(
        `environment.${name}`,
        `The value must match ${variable.pattern}.`,
      );
    } else {
      environment.set(name, value);
    }
  }
  return Object.fromEntries(environment);
}

function gibibytes(bytes: number): string {
  return `${Math.round((bytes / 2 ** 30) * 100) / 100} GiB`;
}

function minutes(seconds: number): string {
  return seconds % 3600 === 0
    ? `${seconds / 3600} h`
    : `${Math.round(seconds / 60)} min`;
}
