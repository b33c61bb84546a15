import { toolRecipe, type ToolModule } from './toolRecipe';

const kubernetes: ToolModule = {
  name: 'kubernetes',
  goMod:
    'module x\n\nrequire k8s.io/kubernetes v1.37.2\n\nrequire (\n\tk8s.io/api v0.37.2 // indirect\n)\n',
  goSum: 'k8s.io/kubernetes v1.37.2 h1:abc=\n',
  source: '',
};
const goPackage = 'k8s.io/kubernetes/cmd/kubectl';
const platform = { os: 'linux', architecture: 'x64' };

describe('toolRecipe', () => {
  it('takes the version from go.mod', () => {
    expect(toolRecipe(kubernetes, goPackage, platform).version).toBe('v1.37.2');
  });

  it('prefers the module with the longest path that holds the package', () => {
    const goMod =
      'require (\n\texample.org/a v1.0.0\n\texample.org/a/b v2.0.0 // indirect\n)\n';
    expect(
      toolRecipe({ ...kubernetes, goMod }, 'example.org/a/b/cmd', platform)
        .version,
    ).toBe('v2.0.0');
  });

  it('tells Kubernetes which version it is', () => {
    expect(toolRecipe(kubernetes, goPackage, platform).linkerFlags).toContain(
      'version.gitMinor=37',
    );
  });

  it('gives another cache key when anything that goes into the build differs', () => {
    const keys = [
      toolRecipe(kubernetes, goPackage, platform),
      toolRecipe({ ...kubernetes, goSum: 'other' }, goPackage, platform),
      toolRecipe(
        { ...kubernetes, goMod: `${kubernetes.goMod}// other\n` },
        goPackage,
        platform,
      ),
      toolRecipe(kubernetes, goPackage, { ...platform, architecture: 'arm64' }),
    ].map(recipe => recipe.cacheKey);

    expect(new Set(keys).size).toBe(keys.length);
    expect(toolRecipe(kubernetes, goPackage, platform).cacheKey).toBe(keys[0]);
  });

  it('refuses a module that does not hold the package', () => {
    expect(() => toolRecipe(kubernetes, 'example.org/else', platform)).toThrow(
      /requires no module/,
    );
  });
});
