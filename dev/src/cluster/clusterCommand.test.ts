import { parseClusterCommand } from './clusterCommand';

describe('parseClusterCommand', () => {
  it('reads a start with all its options', () => {
    const words =
      'up --simulated --nodes 3 --name two --audit --unthrottled --api-port 7443'.split(
        ' ',
      );
    expect(parseClusterCommand(words)).toMatchObject({
      action: 'up',
      simulated: true,
      nodes: 3,
      name: 'two',
      audit: true,
      unthrottled: true,
      apiServerPort: 7443,
      images: [],
    });
  });

  it('gives a real node all images unless told otherwise', () => {
    expect(parseClusterCommand(['up'])).toMatchObject({
      images: expect.arrayContaining(['authz', 'minimal-notebook']),
    });
    expect(parseClusterCommand(['up', '--no-images'])).toMatchObject({
      images: [],
    });
  });

  it.each(['down', 'status', 'env'])(
    'reads %s with the place it is about',
    action => {
      expect(parseClusterCommand([action, '--directory', '/d'])).toMatchObject({
        action,
        directory: '/d',
      });
    },
  );

  it('shows how it is used when it is asked nothing', () => {
    expect(parseClusterCommand([])).toEqual({ action: 'help' });
  });

  it.each([
    [['jump'], /no action 'jump'/],
    [['up', '--nodes', '0', '--simulated'], /--nodes takes a whole number/],
    [['up', '--nodes', '2'], /--nodes goes with --simulated/],
    [['up', '--api-port', '70000', '--simulated'], /1 to 65535/],
    [['up', '--what'], /--what/],
    [['down', 'now'], /'now' is one word too many/],
  ])('refuses %j and shows how it is used', (words, message) => {
    expect(() => parseClusterCommand(words)).toThrow(message);
    expect(() => parseClusterCommand(words)).toThrow(/Usage: npm run cluster/);
  });

  it('names all tools when one is unknown', () => {
    expect(() => parseClusterCommand(['tools', 'kubectx'])).toThrow(
      /'kubectx'.*kubectl/,
    );
  });
});
