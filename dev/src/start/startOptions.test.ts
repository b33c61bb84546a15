import { parseStartOptions } from './startOptions';

describe('parseStartOptions', () => {
  it('starts a real local cluster and the built portal when nothing is said', () => {
    expect(parseStartOptions([])).toEqual({
      help: false,
      simulated: false,
      kubeconfig: undefined,
      development: false,
      port: 7007,
    });
  });

  it.each([
    [['--simulatd'], /simulatd/],
    [['--simulated', '--kubeconfig', 'x'], /exclude each other/],
    [['--port', 'seven'], /--port takes a number/],
    [['--port', '0'], /--port takes a number/],
    [['--kubeconfig'], /kubeconfig/],
  ])('refuses %j and names what is wrong', (args, message) => {
    expect(() => parseStartOptions(args)).toThrow(message);
  });
});
