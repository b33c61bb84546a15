/**
 * A program for `node -e PROGRAM PORT`: answers every request with 200 and as many headers as authz does, and decides
 * nothing. No auth server on Node's HTTP server can cost less.
 */
export const allowAllProgram = `
const headers = ['Cache-Control', 'no-store', 'Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy', 'no-referrer', 'X-Content-Type-Options', 'nosniff', 'X-Frame-Options', 'DENY',
  'X-Auth-Request-User', 'ada', 'X-Auth-Request-Email', '', 'X-Auth-Request-Groups', '', 'Content-Length', '0'];
require('node:http').createServer({ keepAliveTimeout: 60000, noDelay: true }, (_, response) => {
  response.writeHead(200, headers);
  response.end();
}).listen(Number(process.argv[1]), '127.0.0.1');
`;
