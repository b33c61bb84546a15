import { isUrlPath } from './urlPath';

describe('isUrlPath', () => {
  it.each([
    '',
    '/',
    'a',
    '/a/',
    '//a//',
    '/a/b-1/c_d',
    '/@ada',
    "/a!&'=:,~",
    '/a%20b',
    '/...',
    '/a.b',
  ])('takes %j', path => expect(isUrlPath(path)).toBe(true));

  it.each([
    '/a//b',
    '/../a',
    '/a/..',
    '/a/./b',
    '/.',
    '/a%2Fb',
    '/a%2fb',
    '/a%',
    '/a%g0',
    '/a?b',
    '/a#b',
    '/a b',
    '/a\n',
    '/a;b',
    '/a+b',
    '/a*',
    '/(a)',
    '/a$',
    '/a"b',
    '/a\\b',
    '/ä',
    '/{a}',
    '/<a>',
  ])('refuses %j', path => expect(isUrlPath(path)).toBe(false));
});
