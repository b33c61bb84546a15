import type { NetworkInterfaceInfo } from 'node:os';

/** The loopback addresses that can be listened on, in the form of a URL: 127.0.0.1, and [::1] unless IPv6 is off. */
export function loopbackAddresses(
  interfaces: Readonly<
    Record<string, readonly Pick<NetworkInterfaceInfo, 'address'>[] | undefined>
  >,
): readonly string[] {
  const hasIpv6 = Object.values(interfaces).some(addresses =>
    addresses?.some(({ address }) => address === '::1'),
  );
  return hasIpv6 ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'];
}
