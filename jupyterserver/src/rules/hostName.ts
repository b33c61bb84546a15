const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';

/** RE2 and JavaScript pattern of a DNS name as an Ingress takes it: lower case, no port, no wildcard. */
export const hostNamePattern = `^${label}(\\.${label})*$`;
/** A name whose last label is a number is an address to every browser (WHATWG URL, "ends in a number"). */
export const addressPattern = '(^|\\.)([0-9]+|0x[0-9a-f]*)$';

const hostNameExpression = new RegExp(hostNamePattern);
const addressExpression = new RegExp(addressPattern);

export function isHostName(host: string): boolean {
  return host.length <= 253 && hostNameExpression.test(host);
}

export function isAddress(host: string): boolean {
  return addressExpression.test(host);
}
