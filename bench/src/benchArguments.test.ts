import { parseBenchArguments } from './benchArguments';

const names = ['create', 'render'];

describe('parseBenchArguments', () => {
  it('reads a benchmark and where its figures go', () => {
    expect(parseBenchArguments(['create', '--json', 'f.json'], names)).toEqual({
      ask: 'run',
      name: 'create',
      json: 'f.json',
    });
  });

  it('reads the wish for help', () => {
    expect(parseBenchArguments(['create', '--help'], names)).toEqual({
      ask: 'help',
    });
  });

  it.each([
    [[], 'name a benchmark'],
    [['creat'], "there is no benchmark 'creat'"],
    [['constructor'], "there is no benchmark 'constructor'"],
    [['create', 'render'], "'render' is one word too many"],
    [['create', '--fast'], "Unknown option '--fast'"],
    [['create', '--json'], "Option '--json <value>' argument missing"],
  ])('says what is wrong with %j', (words, problem) => {
    expect(parseBenchArguments(words, names)).toEqual({
      ask: 'nothing',
      problem: expect.stringContaining(problem),
    });
  });
});
