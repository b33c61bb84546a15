import { requireSupportedMachine } from './requireSupportedMachine';

const machine = { platform: 'linux', architecture: 'x64', userId: 0 };

describe('requireSupportedMachine', () => {
  it('lets root on Linux have a real node, and anybody a simulated one', () => {
    expect(() =>
      requireSupportedMachine({ simulated: false }, machine),
    ).not.toThrow();
    expect(() =>
      requireSupportedMachine(
        { simulated: true },
        { ...machine, userId: 1000 },
      ),
    ).not.toThrow();
  });

  it('tells others what they can do instead of being root', () => {
    expect(() =>
      requireSupportedMachine(
        { simulated: false },
        { ...machine, userId: 1000 },
      ),
    ).toThrow(/sudo.*--simulated/);
  });

  it.each([
    ['darwin', 'arm64'],
    ['linux', 'riscv64'],
  ])('refuses %s on %s', (platform, architecture) => {
    const attempt = () =>
      requireSupportedMachine(
        { simulated: true },
        { ...machine, platform, architecture },
      );
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'ARCHITECTURE_UNSUPPORTED' }),
    );
  });
});
