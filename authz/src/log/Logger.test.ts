import { createLogger } from './Logger';

describe('the log', () => {
  const lines: string[] = [];
  const create = (level: 'debug' | 'info' | 'warn' | 'error') =>
    createLogger(level, { write: line => lines.push(line) }, () => 0);
  beforeEach(() => {
    lines.length = 0;
  });

  it('is one line of JSON per message', () => {
    create('info').info({ path: '/a\nb', status: 200 }, 'request');
    expect(lines).toEqual([
      '{"level":"info","time":"1970-01-01T00:00:00.000Z","path":"/a\\nb","status":200,"msg":"request"}\n',
    ]);
  });

  it('leaves out what is below its level, which may change', () => {
    const log = create('warn');
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
    log.level = 'debug';
    log.debug({}, 'e');
    expect(lines.map(line => JSON.parse(line).msg)).toEqual(['c', 'd', 'e']);
  });

  it.each([
    ['on top', { Authorization: 'x-secret-x' }],
    ['within', { a: { cookie: ['x-secret-x'] } }],
    ['far within', { a: [{ b: { token: { c: 'x-secret-x' } } }] }],
  ])('keeps secrets out %s', (_name, fields) => {
    create('info').info(fields, 'm');
    expect(lines.join('')).toContain('[redacted]');
    expect(lines.join('')).not.toContain('x-secret-x');
  });
});
