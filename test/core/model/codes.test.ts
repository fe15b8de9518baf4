import fc from 'fast-check'
import { createHash } from 'node:crypto'
import {
  codeCandidate,
  codePattern,
  CODE_PATTERN,
  firstFreeCode,
  groupTagValue,
  MAX_CODES,
  runTimeCandidate,
  RUN_TIME_PREFIX,
} from '../../../core/model/codes'
import { evaluate } from '../../../core/policy/evaluate'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Whether a session with this tag value gets through a policy with this pattern. */
function matches(pattern: string, value: string): boolean {
  const statement = {
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringLike: { tag: pattern } },
  } as const
  const request = {
    principal: { type: 'AWS', id: 'arn:aws:iam::111111111111:role/r' },
    action: 's3:GetObject',
    resource: '*',
  } as const
  return (
    evaluate([{ Version: '2012-10-17', Statement: [statement] }], { ...request, context: { tag: value } }).effect ===
    'Allow'
  )
}

const code = fc.stringMatching(/^[0-9A-Za-z]{4}$/)

describe('codes', () => {
  test('are base62 of SHA-256 over name and probe, modulo 62^4', () => {
    const hash = BigInt(`0x${createHash('sha256').update('ADG-STATISTICS\n0').digest('hex')}`)
    const value = Number(hash % 62n ** 4n)
    const digits = [3, 2, 1, 0].map((place) => DIGITS.charAt(Math.floor(value / 62 ** place) % 62))
    expect(codeCandidate('ADG-STATISTICS', 0)).toBe(digits.join(''))
  })

  test.each([
    ['ADG-STATISTICS', 0, '67qB'],
    ['ADG-STATISTICS', 1, 'yk1v'],
    ['ADG-X', 0, '5sa2'],
  ])('stay what they are: %s at probe %i', (group, probe, expected) => {
    expect(codeCandidate(group, probe)).toBe(expected)
  })

  test('are padded to four characters', () => {
    fc.assert(fc.property(fc.string(), fc.nat(50), (group, probe) => CODE_PATTERN.test(codeCandidate(group, probe))))
  })

  test('go to the next probe where one is taken or kept for run time', () => {
    const taken = new Set([codeCandidate('A', 0), codeCandidate('A', 1)])
    expect(firstFreeCode('A', (each) => taken.has(each))).toBe(codeCandidate('A', 2))
    fc.assert(fc.property(fc.string(), (group) => !firstFreeCode(group, () => false).startsWith('z')))
  })
})

describe('codes of run time', () => {
  test('are z and base62 of SHA-256 over name and probe, modulo 62^3', () => {
    const hash = BigInt(`0x${createHash('sha256').update('adg-new\n1').digest('hex')}`)
    const value = Number(hash % 62n ** 3n)
    const digits = [2, 1, 0].map((place) => DIGITS.charAt(Math.floor(value / 62 ** place) % 62))
    expect(runTimeCandidate('adg-new', 1)).toBe(`z${digits.join('')}`)
  })

  test.each([
    ['adg-new', 0, 'z1pM'],
    ['adg-x', 0, 'zJ5L'],
    ['adg-x', 1, 'zxwk'],
  ])('stay what they are: %s at probe %i', (group, probe, expected) => {
    expect(runTimeCandidate(group, probe)).toBe(expected)
  })

  test('are codes that the lock never issues', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), (group, probe) => {
        const code = runTimeCandidate(group, probe)
        expect(code).toMatch(CODE_PATTERN)
        expect(code.startsWith(RUN_TIME_PREFIX)).toBe(true)
        expect(firstFreeCode(group, () => false)).not.toBe(code)
      }),
    )
  })

  test('differ from probe to probe', () => {
    const codes = Array.from({ length: 50 }, (_, probe) => runTimeCandidate('adg-new', probe))
    expect(new Set(codes).size).toBeGreaterThan(45)
  })
})

describe('the GroupHash tag', () => {
  test('wraps sorted codes in separators', () => {
    expect(groupTagValue(['mTKM', 'HFAt'])).toBe('.HFAt.mTKM.')
    expect(groupTagValue([])).toBe('')
  })

  test('has room for 51 codes', () => {
    const codes = Array.from({ length: MAX_CODES }, (_, index) => codeCandidate('G', index))
    expect(groupTagValue(codes)).toHaveLength(256)
  })

  test('is matched by a pattern exactly where it holds the code', () => {
    fc.assert(
      fc.property(fc.uniqueArray(code, { maxLength: MAX_CODES }), code, (codes, wanted) => {
        expect(matches(codePattern(wanted), groupTagValue(codes))).toBe(codes.includes(wanted))
      }),
    )
  })
})
