import fc from 'fast-check';
import { terminalText } from './terminalText';

describe('terminalText', () => {
  it.each([
    ['a plain line', 'a plain line'],
    [
      '\u001b[32m[I 10:00 ServerApp]\u001b[m started',
      '[I 10:00 ServerApp] started',
    ],
    ['\u001b[1;38;5;208mwarm\u001b[0m', 'warm'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;javascript:alert(1)\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['  5%|#    |\r 50%|##   |\r100%|#####|', '100%|#####|'],
    ['from Windows\r', 'from Windows'],
    ['a\tb', 'a\tb'],
    ['nul\u0000 bell\u0007 delete\u007f', 'nul bell delete'],
    ['evil \u202egnp.exe', 'evil gnp.exe'],
    ['größer 数据 🚀', 'größer 数据 🚀'],
  ])('shows %j as %j', (line, shown) => {
    expect(terminalText(line)).toBe(shown);
  });

  it('leaves no control character of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const shown = terminalText(Buffer.from(bytes).toString('latin1'));
        expect(shown).not.toMatch(/[^\t\P{Cc}]/u);
      }),
    );
  });
});
