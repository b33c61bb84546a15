import { fakeProfiles } from '../fake';
import { chooseProfile, emptyDraft } from './requestDraft';
import { reviewSentence } from './reviewSentence';

const [python, pytorch, course] = fakeProfiles;

describe('reviewSentence', () => {
  it.each([
    [
      python,
      'A Python server in cluster Development, namespace team-physics, 2 cores, 8 GiB, 20 GiB disk kept when stopped, stops after 1 h idle.',
    ],
    [
      pytorch,
      'A PyTorch with GPU server in cluster GPU, namespace team-physics, 8 cores, 64 GiB, 1 GPU, 20 GiB disk kept when stopped, stops after 30 min idle.',
    ],
    [
      course,
      'A Course server in cluster Development, namespace team-physics, 0.5 cores, 2 GiB, 5 GiB disk emptied when stopped, stops after 1 h idle.',
    ],
  ])('says what will be created', (profile, sentence) => {
    expect(reviewSentence(chooseProfile(emptyDraft, profile), profile)).toBe(
      sentence,
    );
  });

  it('says when a server never stops by itself', () => {
    const draft = { ...chooseProfile(emptyDraft, python), idleSeconds: 0 };
    expect(reviewSentence(draft, python)).toContain('never stops by itself');
  });
});
