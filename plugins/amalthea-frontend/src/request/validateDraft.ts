import {
  isReservedVariable,
  serverNameSchema,
  shapeRequestSchema,
  type Profile,
} from '@amalthea/plugin-amalthea-common';
import { formatBytes, formatDuration } from '../format';
import { collaboratorProblem, isOpen, type RequestDraft } from './requestDraft';

/** Something that would make the request fail, and the field it belongs to. */
export interface DraftProblem {
  /** Key of the field in the form. */
  readonly field: string;
  /** Name of the field on the screen. */
  readonly label: string;
  readonly message: string;
}

/** Everything that can be said before the backend is asked, in the order of the form. */
export function validateDraft(
  draft: RequestDraft,
  profile: Profile,
): readonly DraftProblem[] {
  return [
    ...nameProblems(draft),
    ...diskProblems(draft, profile),
    ...idleProblems(draft, profile),
    ...collaboratorProblems(draft, profile),
    ...variableProblems(draft, profile),
    ...(profile.freeVariables ? ownVariableProblems(draft, profile) : []),
  ];
}

function nameProblems(draft: RequestDraft): readonly DraftProblem[] {
  const problem = serverNameSchema.safeParse(draft.name).error?.issues[0];
  return problem
    ? [{ field: 'name', label: 'Name', message: problem.message }]
    : [];
}

function diskProblems(
  draft: RequestDraft,
  { disk }: Profile,
): readonly DraftProblem[] {
  const { diskBytes } = draft;
  if (
    !isOpen(disk) ||
    (diskBytes !== undefined &&
      diskBytes >= disk.minimum &&
      diskBytes <= disk.maximum)
  ) {
    return [];
  }
  return [
    {
      field: 'diskBytes',
      label: 'Disk',
      message: `Choose between ${formatBytes(disk.minimum)} and ${formatBytes(
        disk.maximum,
      )}.`,
    },
  ];
}

function idleProblems(
  draft: RequestDraft,
  { idle }: Profile,
): readonly DraftProblem[] {
  const { idleSeconds } = draft;
  if (
    idleSeconds === undefined ||
    (idleSeconds === 0 && idle.mayNeverStop) ||
    (idleSeconds >= idle.minimum && idleSeconds <= idle.maximum)
  ) {
    return [];
  }
  return [
    {
      field: 'idleSeconds',
      label: 'Stops when idle',
      message: `Choose between ${formatDuration(
        idle.minimum,
      )} and ${formatDuration(idle.maximum)}.`,
    },
  ];
}

function collaboratorProblems(
  draft: RequestDraft,
  profile: Profile,
): readonly DraftProblem[] {
  const message = profile.collaborators && collaboratorProblem(draft);
  return message
    ? [{ field: 'collaborators', label: 'Collaborators', message }]
    : [];
}

function variableProblems(
  draft: RequestDraft,
  profile: Profile,
): readonly DraftProblem[] {
  return profile.variables.flatMap(({ name, title, pattern }) => {
    const value = draft.variables[name] ?? '';
    return pattern && value && !matchesWhole(pattern, value)
      ? [
          {
            field: `variables.${name}`,
            label: title,
            message: `This does not have the form that is asked for: ${pattern}`,
          },
        ]
      : [];
  });
}

function ownVariableProblems(
  draft: RequestDraft,
  profile: Profile,
): readonly DraftProblem[] {
  const taken = new Set(profile.variables.map(({ name }) => name));
  return draft.ownVariables.flatMap(({ name, value }, index) => {
    const message = ownVariableProblem(name, value, taken);
    taken.add(name);
    return message
      ? [
          {
            field: `ownVariables.${index}`,
            label: `Variable ${index + 1}`,
            message,
          },
        ]
      : [];
  });
}

function ownVariableProblem(
  name: string,
  value: string,
  taken: ReadonlySet<string>,
): string | undefined {
  if (name === '') {
    return 'Give the variable a name, or remove it.';
  }
  if (taken.has(name)) {
    return `There is already a variable named ${name}.`;
  }
  if (isReservedVariable(name)) {
    return 'This variable belongs to the server itself. Use another name.';
  }
  const { environment } = shapeRequestSchema.shape;
  if (!environment.safeParse({ [name]: '' }).success) {
    return 'Use letters, digits and underscores, not starting with a digit.';
  }
  return environment.safeParse({ [name]: value }).success
    ? undefined
    : 'The value is longer than 32,768 characters, or has some that no variable can hold.';
}

function matchesWhole(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    // The backend's engine may know more than this browser's; it checks again.
    return true;
  }
}
