import { BlockList, isIP } from 'node:net';

/** An address or a network; `matcher` finds out whether it makes sense. */
export const cidrPattern = /^[0-9A-Fa-f:.]+(?:\/\d{1,3})?$/;

/** Takes the IPv4-mapped prefix off an address that a dual-stack socket reports. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.')
    ? address.slice(7)
    : address;
}

/** Compiles networks to a test; throws a RangeError that names the one that is no network. */
export function matcher(
  networks: readonly string[],
): (address: string) => boolean {
  if (networks.length === 0) return () => false;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    if (family === 0 || prefix > most)
      throw new RangeError(`${network} is not a network`);
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  const contains = (address: string) => {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
  // Requests come in rows from the same peer, and a list is asked in native code, at the price of an object each time.
  let lastAddress = '';
  let lastAnswer = contains('');
  return address => {
    if (address !== lastAddress) {
      lastAnswer = contains(address);
      lastAddress = address;
    }
    return lastAnswer;
  };
}
