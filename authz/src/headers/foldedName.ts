/**
 * Lower case, with anything but letters and digits as `-`: WSGI, CGI and PHP servers cannot tell `_`, and some not even
 * `.` and its like, from it (CVE-2025-64484, CVE-2020-14359).
 */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '-');
}
