import { certificatesIn } from '../config';

/** What Node.js trusts by itself, read before anything was added: its own list has our additions in it afterwards. */
let wellKnown: readonly string[] | undefined;

/**
 * Lets new connections of this process believe these authorities (PEM certificates) besides the well-known ones, in
 * place of those of the call before. Without any, and without a call before, it does nothing: the list takes 5 MB.
 */
export function trustAuthorities(certificates: string | undefined): void {
  if (certificates === undefined && wellKnown === undefined) return;
  const tls = process.getBuiltinModule('node:tls');
  wellKnown ??= tls.getCACertificates('default');
  tls.setDefaultCACertificates([
    ...wellKnown,
    ...certificatesIn(certificates ?? ''),
  ]);
}
