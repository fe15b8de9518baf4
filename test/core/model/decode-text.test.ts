import { decodeText } from '../../../core/model/decode-text'

const TEXT = 'LAB-READERS\r\nÄrzte, 研究\n'
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le')
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()

describe('is read', () => {
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, little-endian, with a byte order mark', wide(`\uFEFF${TEXT}`)],
    ['UTF-16, big-endian, with a byte order mark', swapped(wide(`\uFEFF${TEXT}`))],
  ])('%s', (_, bytes) => expect(decodeText(bytes)).toEqual({ text: TEXT }))

  test.each(['', 'a', 'ä', '{}'])('a short text: %j', (text) => {
    expect(decodeText(Buffer.from(text))).toEqual({ text })
    expect(decodeText(wide(`\uFEFF${text}`))).toEqual({ text })
  })
})

describe('is told', () => {
  const fault = (bytes: Buffer): string => {
    const decoded = decodeText(bytes)
    return 'fault' in decoded ? decoded.fault : `read as ${decoded.text}`
  }

  test.each<[string, Buffer, RegExp]>([
    [
      'Windows-1252',
      Buffer.from('READERS\nÄRZTE\n', 'latin1'),
      /^is not in UTF-8: line 2 looks like Windows-1252 \("Ä"\)/,
    ],
    ['a part of a character', Buffer.from('käse').subarray(0, 2), /^is not in UTF-8: line 1/],
    ['UTF-16 without a mark', wide('LAB-READERS\n'), /^is in UTF-16 without a byte order mark$/],
    ['UTF-16 without a mark, big-endian', swapped(wide('LAB-READERS\n')), /^is in UTF-16 without a byte order mark$/],
    ['UTF-16 of letters beyond Latin', wide('{"name": "研究"}'), /^is in UTF-16 without a byte order mark$/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), /^is in UTF-32$/],
    ['UTF-16 that is cut off', wide('\uFEFFab').subarray(0, 5), /^begins like UTF-16, and is cut off or damaged$/],
    ['half a character', wide('\uFEFF\uD800'), /^begins like UTF-16, and is cut off or damaged$/],
  ])('%s', (_, bytes, expected) => expect(fault(bytes)).toMatch(expected))
})

test('a control character alone does not make a text UTF-16', () => {
  expect(decodeText(Buffer.from('LAB\u0000READERS'))).toEqual({ text: 'LAB\u0000READERS' })
})
