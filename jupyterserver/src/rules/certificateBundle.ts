const beginning = /-----BEGIN [^-]+-----/g;
const certificate =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Whether a text holds certificates in PEM format and nothing else in that format, such as a private key. */
export function isCertificateBundle(text: string): boolean {
  const certificates = text.match(certificate)?.length ?? 0;
  return certificates > 0 && certificates === text.match(beginning)?.length;
}
