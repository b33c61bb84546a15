import { cacheDirectory, stateDirectory } from './userDirectories';

describe('the directories of a user', () => {
  it('follow the XDG variables', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: '/c' })).toBe('/c/amalthea');
    expect(stateDirectory({ XDG_STATE_HOME: '/s' })).toBe('/s/amalthea');
  });

  it('are below the home folder otherwise', () => {
    expect(cacheDirectory({ HOME: '/home/ada' })).toBe(
      '/home/ada/.cache/amalthea',
    );
    expect(stateDirectory({ HOME: '/home/ada' })).toBe(
      '/home/ada/.local/state/amalthea',
    );
  });

  it('ignore a relative path, as the specification demands', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: 'c', HOME: '/home/ada' })).toBe(
      '/home/ada/.cache/amalthea',
    );
  });
});
