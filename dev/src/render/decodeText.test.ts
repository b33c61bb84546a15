import { decodeText } from './decodeText';

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('grüße: 漢')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffgrüße: 漢')],
    ['UTF-16, little endian', Buffer.from('\ufeffgrüße: 漢', 'utf16le')],
    ['UTF-16, big endian', Buffer.from('\ufeffgrüße: 漢', 'utf16le').swap16()],
  ])('reads %s', (_name, bytes) => expect(decodeText(bytes)).toBe('grüße: 漢'));

  it('does not guess what other bytes mean', () => {
    expect(decodeText(Buffer.from('grüße', 'latin1'))).toBeUndefined();
    expect(decodeText(Buffer.from([0xff, 0xfe, 0x00]))).toBeUndefined();
  });
});
