import { createServerRequestSchema } from '@amalthea/plugin-amalthea-common';
import fc from 'fast-check';
import { fakeProfiles } from '../fake';
import {
  chooseProfile,
  emptyDraft,
  parseRequestDraft,
  toCreateRequest,
  toPreviewRequest,
} from './requestDraft';

const [python, pytorch, course] = fakeProfiles;

describe('a draft', () => {
  it('takes the defaults of the profile that is chosen first', () => {
    const draft = chooseProfile(emptyDraft, python);
    expect(draft).toMatchObject({
      profile: 'python',
      cluster: 'dev',
      namespace: 'team-physics',
      image: 'scipy',
      size: 'medium',
      diskBytes: python.disk.default,
      idleSeconds: 3_600,
      variables: { MLFLOW_TRACKING_URI: 'https://mlflow.example.org' },
    });
  });

  it('keeps what another profile offers as well, and what was typed', () => {
    const typed = {
      ...chooseProfile(emptyDraft, python),
      name: 'my-own',
      nameChosen: true,
      diskBytes: 50 * 2 ** 30,
      idleSeconds: 86_400,
      ownVariables: [{ name: 'SEED', value: '42' }],
    };
    const moved = chooseProfile(typed, pytorch);
    expect(moved.name).toBe('my-own');
    expect(moved.diskBytes).toBe(50 * 2 ** 30);
    expect(moved.ownVariables).toEqual(typed.ownVariables);
    // Longer than this profile allows.
    expect(moved.idleSeconds).toBe(pytorch.idle.default);
    expect(moved.size).toBe('one');
  });

  it('survives being stored', () => {
    const draft = chooseProfile(emptyDraft, pytorch);
    expect(parseRequestDraft(JSON.stringify(draft))).toEqual(draft);
  });

  it.each(['', '{', 'null', '{"name": 3}', '[]'])(
    'is not made up from %p',
    text => {
      expect(parseRequestDraft(text)).toBeUndefined();
    },
  );
});

describe('the request of a draft', () => {
  it('is one that the backend understands, for every profile', () => {
    for (const profile of fakeProfiles) {
      const draft = { ...chooseProfile(emptyDraft, profile), name: 'thesis' };
      const request = toCreateRequest(draft, profile, 'abcdef0123456789');
      expect(
        createServerRequestSchema.safeParse(request).error,
      ).toBeUndefined();
    }
  });

  it('leaves out what the profile does not let people choose', () => {
    const draft = {
      ...chooseProfile(emptyDraft, course),
      name: 'thesis',
      ownVariables: [{ name: 'SEED', value: '42' }],
      collaborators: ['grace@example.org'],
    };
    expect(toPreviewRequest(draft, course).shape).toEqual({
      image: 'minimal',
      size: 'small',
    });
  });

  it('says every disk size and idle limit that can be chosen', () => {
    const gib = fc.integer({ min: 5, max: 100 });
    fc.assert(
      fc.property(gib, fc.integer({ min: 900, max: 86_400 }), (disk, idle) => {
        const draft = {
          ...chooseProfile(emptyDraft, python),
          diskBytes: disk * 2 ** 30,
          idleSeconds: idle,
        };
        expect(toPreviewRequest(draft, python).shape).toMatchObject({
          diskBytes: disk * 2 ** 30,
          idleSeconds: idle,
        });
      }),
    );
  });
});
