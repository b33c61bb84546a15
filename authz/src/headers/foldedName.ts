/** Lower case, with `_` as `-`: WSGI, CGI and PHP servers cannot tell the two apart (CVE-2025-64484, CVE-2020-14359). */
export function foldedName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
