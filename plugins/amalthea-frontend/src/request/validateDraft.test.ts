import { fakeProfiles } from '../fake';
import {
  addTypedCollaborator,
  chooseProfile,
  emptyDraft,
  type RequestDraft,
} from './requestDraft';
import { validateDraft } from './validateDraft';

const [python, , course] = fakeProfiles;
const good: RequestDraft = {
  ...chooseProfile(emptyDraft, python),
  name: 'thesis',
};
const fieldsOf = (changes: Partial<RequestDraft>) =>
  validateDraft({ ...good, ...changes }, python).map(({ field }) => field);

describe('validateDraft', () => {
  it('finds nothing wrong with the defaults and a good name', () => {
    expect(validateDraft(good, python)).toEqual([]);
    expect(
      validateDraft(
        { ...chooseProfile(emptyDraft, course), name: 'a' },
        course,
      ),
    ).toEqual([]);
  });

  it.each(['', 'Thesis', '-thesis', 'thesis-', 'a b', 'a'.repeat(53), '1st'])(
    'does not take %p for a name',
    name => {
      expect(fieldsOf({ name })).toEqual(['name']);
    },
  );

  it('names the field as it is called on the screen', () => {
    expect(validateDraft({ ...good, name: '' }, python)[0]).toMatchObject({
      label: 'Name',
      message: 'Give the server a name.',
    });
  });

  it('says the bounds of the disk', () => {
    expect(validateDraft({ ...good, diskBytes: 2 ** 30 }, python)).toEqual([
      {
        field: 'diskBytes',
        label: 'Disk',
        message: 'Choose between 5 GiB and 100 GiB.',
      },
    ]);
  });

  it('lets a server never stop only where the profile does', () => {
    expect(fieldsOf({ idleSeconds: 0 })).toEqual(['idleSeconds']);
    const free = { ...python, idle: { ...python.idle, mayNeverStop: true } };
    expect(validateDraft({ ...good, idleSeconds: 0 }, free)).toEqual([]);
  });

  it('checks a variable against the whole pattern of the profile', () => {
    expect(
      fieldsOf({ variables: { MLFLOW_TRACKING_URI: 'see https://x' } }),
    ).toEqual(['variables.MLFLOW_TRACKING_URI']);
    expect(fieldsOf({ variables: { MLFLOW_TRACKING_URI: '' } })).toEqual([]);
  });

  it.each([
    ['', 'Give the variable a name, or remove it.'],
    [
      'JUPYTER_TOKEN',
      'This variable belongs to the server itself. Use another name.',
    ],
    ['1ST', 'Use letters, digits and underscores, not starting with a digit.'],
    [
      'MLFLOW_TRACKING_URI',
      'There is already a variable named MLFLOW_TRACKING_URI.',
    ],
  ])('says what is wrong with a variable named %p', (name, message) => {
    expect(
      validateDraft({ ...good, ownVariables: [{ name, value: 'x' }] }, python),
    ).toMatchObject([{ label: 'Variable 1', message }]);
  });

  it('does not take a value that is too long', () => {
    const long = [{ name: 'A', value: 'x'.repeat(32_769) }];
    expect(fieldsOf({ ownVariables: long })).toEqual(['ownVariables.0']);
  });

  it.each(['grace', 'a@b', 'grace@example.org, ada@example.org'])(
    'does not let %p, typed for a collaborator, get lost',
    collaboratorText => {
      expect(fieldsOf({ collaboratorText })).toEqual(['collaborators']);
    },
  );

  it('takes an address that is typed and not added', () => {
    const typed = { ...good, collaboratorText: ' grace@example.org ' };
    expect(validateDraft(typed, python)).toEqual([]);
    expect(addTypedCollaborator(typed)).toMatchObject({
      collaborators: ['grace@example.org'],
      collaboratorText: '',
    });
  });

  it('finds a variable that is there twice', () => {
    const twice = [
      { name: 'SEED', value: '1' },
      { name: 'SEED', value: '2' },
    ];
    expect(fieldsOf({ ownVariables: twice })).toEqual(['ownVariables.1']);
  });
});
