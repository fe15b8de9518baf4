import { sha256 } from './hash'
import { SESSION_QUOTAS } from './quotas/table/session'

/**
 * Group codes and the `GroupHash` session tag that carries them. A role's trust policy admits a session whose tag
 * holds the code of one of the role's groups; because every code has the same length and neither the separator nor `*`
 * is in its alphabet, the pattern `*.code.*` matches exactly the values that hold the code.
 */
export const CODE_LENGTH = 4
export const CODE_PATTERN = /^[0-9A-Za-z]{4}$/

/** Codes that begin with it are given at run time; the lock never issues one. */
export const RUN_TIME_PREFIX = 'z'

/** The session tag that carries the codes. */
export const GROUP_TAG = 'GroupHash'

/** 1 + 51 × 5 characters fill the 256 that a session tag's value may have. */
export const MAX_CODES = SESSION_QUOTAS['session-codes'].limit

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SEPARATOR = '.'

/** The code that a group's name asks for at the given probe (0, 1, …): base62 of a SHA-256, padded to four. */
export function codeCandidate(group: string, probe: number): string {
  return digits(group, probe, CODE_LENGTH)
}

/**
 * The same for a group that an event names before any file does: `z` and three digits.
 *
 * @param key what the group is compared by (`groupKey`), so that two spellings ask for one code
 */
export function runTimeCandidate(key: string, probe: number): string {
  return RUN_TIME_PREFIX + digits(key, probe, CODE_LENGTH - RUN_TIME_PREFIX.length)
}

function digits(group: string, probe: number, places: number): string {
  const base = BigInt(DIGITS.length)
  let rest = BigInt(`0x${sha256(`${group}\n${probe}`).toString('hex')}`) % base ** BigInt(places)
  let code = ''
  for (let place = 0; place < places; place++) {
    code = DIGITS.charAt(Number(rest % base)) + code
    rest /= base
  }
  return code
}

/** The first candidate that is not taken and not kept for run time. */
export function firstFreeCode(group: string, isTaken: (code: string) => boolean): string {
  for (let probe = 0; ; probe++) {
    const code = codeCandidate(group, probe)
    if (!code.startsWith(RUN_TIME_PREFIX) && !isTaken(code)) return code
  }
}

/** The tag's value for a session: `.HFAt.mTKM.`; no codes make an empty value, which no pattern matches. */
export function groupTagValue(codes: readonly string[]): string {
  return codes.length === 0 ? '' : SEPARATOR + [...codes].sort().join(SEPARATOR) + SEPARATOR
}

/** The `StringLike` pattern that matches a value which holds the code. */
export function codePattern(code: string): string {
  return `*${SEPARATOR}${code}${SEPARATOR}*`
}
