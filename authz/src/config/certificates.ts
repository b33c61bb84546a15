import { X509Certificate } from 'node:crypto';

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, each by itself; what stands between them is left out. */
export function certificatesIn(text: string): readonly string[] {
  return text.match(block) ?? [];
}

/** Whether a text holds at least one certificate in PEM format, and none that cannot be read. */
export function areCertificates(text: string): boolean {
  const found = certificatesIn(text);
  const begun = text.split('-----BEGIN ').length - 1;
  return (
    found.length > 0 && found.length === begun && found.every(isCertificate)
  );
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
