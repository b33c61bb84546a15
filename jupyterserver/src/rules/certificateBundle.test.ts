import { isCertificateBundle } from './certificateBundle';

const certificate =
  '-----BEGIN CERTIFICATE-----\nMIIBdjCC\n-----END CERTIFICATE-----\n';
const privateKey =
  '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n';

it.each([
  ['one certificate', certificate],
  ['several', certificate + certificate],
  ['several with remarks', `# Root of the lab\n${certificate}\n${certificate}`],
])('takes %s', (_, text) => {
  expect(isCertificateBundle(text)).toBe(true);
});

it.each([
  ['nothing', ''],
  ['a path', '/etc/ssl/certs/lab.pem'],
  ['a certificate that is cut off', certificate.slice(0, 40)],
  ['a private key beside a certificate', certificate + privateKey],
])('refuses %s', (_, text) => {
  expect(isCertificateBundle(text)).toBe(false);
});
