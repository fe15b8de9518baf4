import { nextStep } from '../../../hooks/entitlement-sync/gate'
import { byRole, digestOf, missingIn } from '../../../hooks/entitlement-sync/grants'

const gate = { version: 5, digest: 'a', pending: true }

describe('at a gate', () => {
  test.each([
    ['the first version', undefined, 1, 'a', 'open'],
    ['a newer version', gate, 6, 'b', 'open'],
    ['a newer version, if all is written', { ...gate, pending: false }, 6, 'a', 'open'],
    ['an older version', gate, 4, 'a', 'stale'],
    ['the same one, broken off', gate, 5, 'a', 'resume'],
    ['the same one, if all is written', { ...gate, pending: false }, 5, 'a', 'done'],
    ['another one of the same version', gate, 5, 'b', 'conflict'],
    ['another one of the same version, if all is written', { ...gate, pending: false }, 5, 'b', 'conflict'],
  ] as const)('%s', (_, found, version, digest, step) => {
    expect(nextStep(found, version, digest)).toBe(step)
  })
})

describe('grants', () => {
  const [a, b, c] = [
    { group: 'A', role: 'reader' },
    { group: 'B', role: 'reader' },
    { group: 'A', role: 'owner' },
  ] as const

  test('have one digest in any order, spelling and number', () => {
    expect(digestOf([b, a, a, { ...a, group: 'a' }])).toBe(digestOf([a, b]))
    expect(digestOf([a, b])).not.toBe(digestOf([a]))
    expect(digestOf([a])).not.toBe(digestOf([c]))
    expect(digestOf([])).toMatch(/^[0-9a-f]{64}$/)
  })

  test('by role are sorted', () => {
    expect(JSON.stringify(byRole([b, a, c, a]))).toBe('{"owner":["A"],"reader":["A","B"]}')
  })

  test('are compared by role and group', () => {
    expect(missingIn(byRole([a]), byRole([b, c, a]))).toEqual([c, b])
    expect(missingIn(byRole([a, b, c]), byRole([a]))).toEqual([])
    expect(missingIn({}, byRole([{ group: 'A', role: 'constructor' }]))).toHaveLength(1)
  })
})
