import { isUtf8 } from 'node:buffer'

/** The text of a file, or what encoding it has instead of one that says what it is. */
export type Decoded = { readonly text: string } | { readonly fault: string }

/**
 * Reads what is certain: UTF-8, and UTF-16 with a byte order mark, as PowerShell and Excel write it. Everything else could
 * be read in several ways, so that a name would become another one in silence.
 *
 * @returns the text without a byte order mark; or what is wrong, as a part of a sentence
 * @see https://encoding.spec.whatwg.org/#bom-sniff
 */
export function decodeText(bytes: Buffer): Decoded {
  const begins = (...mark: readonly number[]): boolean => mark.every((each, index) => bytes[index] === each)
  if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) return { fault: 'is in UTF-32' }
  if (begins(0xff, 0xfe)) return utf16('utf-16le', bytes)
  if (begins(0xfe, 0xff)) return utf16('utf-16be', bytes)
  const body = begins(0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes
  const wide = wideIn(body.subarray(0, SAMPLE))
  if (wide !== undefined) return { fault: wide }
  return isUtf8(body) ? { text: body.toString('utf8') } : { fault: notUtf8(body) }
}

/** What to do about a file that cannot be read. */
export const SAVE_AS_UTF8 =
  'save it as UTF-8 (in PowerShell: `… | Out-File -Encoding utf8`, in Excel: CSV UTF-8, in Notepad: Encoding UTF-8)'

/** Bytes at the beginning that tell whether characters take more than one. */
const SAMPLE = 64

function utf16(encoding: string, bytes: Buffer): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cause
    return { fault: 'begins like UTF-16, and is cut off or damaged' }
  }
}

/** In UTF-16, one byte of each Latin letter is 0; no text in UTF-8 holds that byte. */
function wideIn(sample: Buffer): string | undefined {
  if (sample.length < 4) return undefined
  const zeros = (parity: number): number => sample.filter((each, index) => each === 0 && index % 2 === parity).length
  const half = Math.floor(sample.length / 2)
  const [even, odd] = [zeros(0), zeros(1)]
  return even + odd > half / 2 && (even === 0 || odd === 0) ? 'is in UTF-16 without a byte order mark' : undefined
}

/** Where the first byte stands that no UTF-8 has, and what it is in the encoding of Western Windows. */
function notUtf8(bytes: Buffer): string {
  // No line feed is part of a longer character, so that lines can be judged one by one.
  let start = 0
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(10, start)
    const part = bytes.subarray(start, end < 0 ? bytes.length : end)
    if (!isUtf8(part)) {
      const letter = new TextDecoder('windows-1252').decode(part).match(/[^\0-\u007F]/u)?.[0] ?? ''
      return `is not in UTF-8: line ${line} looks like Windows-1252 (${JSON.stringify(letter)}) or another old encoding`
    }
    if (end < 0) return 'is not in UTF-8'
    start = end + 1
  }
}
