import fc from 'fast-check'
import { codeCandidate } from '../../../core/model/codes'
import { groupKey } from '../../../core/model/group-names'
import { printLock, readLock } from '../../../core/model/lock-file'
import {
  EMPTY_REGISTRY,
  registryChanges,
  updateRegistry,
  type LockedEnvironment,
  type Registry,
} from '../../../core/model/registry'
import { group as groupSchema } from '../../../core/model/schema/common'

/** Their first candidates are one code; of `Z`, it begins with the letter that belongs to run time. */
const [A, B, Z] = ['ADG-10452', 'ADG-9900', 'ADG-36'] as const

const update = (registry: Registry, groups: readonly string[]): Registry =>
  updateRegistry(registry, { groups, environments: new Map() })

const code = (registry: Registry, group: string): string | undefined => registry.groups[group]?.code

/** What a reader of the lock file gets. */
function throughFile(registry: Registry): Registry {
  const read = readLock('registry.lock.json', printLock(registry))
  expect(read.diagnostics).toEqual([])
  if (!read.registry) throw new Error('unreadable')
  return read.registry
}

describe('the groups of the tests', () => {
  test('ask for one code', () => expect(codeCandidate(A, 0)).toBe(codeCandidate(B, 0)))
  test('ask for a code of run time', () => expect(codeCandidate(Z, 0)).toMatch(/^z/))
})

describe('updateRegistry', () => {
  test('gives each group its first free candidate, in order of the names', () => {
    const both = update(EMPTY_REGISTRY, [B, A])
    expect(code(both, A)).toBe(codeCandidate(A, 0))
    expect(code(both, B)).toBe(codeCandidate(B, 1))
  })

  test('never issues a code that begins with z', () => {
    expect(code(update(EMPTY_REGISTRY, [Z]), Z)).toBe(codeCandidate(Z, 1))
  })

  test('does not move a code when the group that had its first candidate goes', () => {
    const both = update(EMPTY_REGISTRY, [A, B])
    expect(code(update(both, [B]), B)).toBe(code(both, B))
  })

  test('gives a retired code to no other group', () => {
    const without = update(update(EMPTY_REGISTRY, [A]), [])
    expect(without.retired).toEqual({ [codeCandidate(A, 0)]: A })
    expect(code(update(without, [B]), B)).toBe(codeCandidate(B, 1))
  })

  test('gives a group that returns its old code', () => {
    const before = update(EMPTY_REGISTRY, [A, B])
    const back = update(update(before, [A]), [A, B])
    expect(back).toEqual(before)
  })

  test('gives a group that returns in another spelling its old code, and that to it alone', () => {
    const gone: Registry = { ...EMPTY_REGISTRY, retired: { aaaa: 'Ærø Owners' } }
    const back = update(gone, ['ÆRØ OWNERS'])
    expect(back).toEqual({ ...EMPTY_REGISTRY, groups: { 'ÆRØ OWNERS': { code: 'aaaa' } } })
    expect(update(update(back, []), ['Ærø Owners'.normalize('NFD')]).groups).toEqual({
      ['Ærø Owners'.normalize('NFD')]: { code: 'aaaa' },
    })
    const codes = Object.values(update(gone, ['Ærø Owners', 'ÆRØ OWNERS']).groups).map((each) => each.code)
    expect(new Set(codes).size).toBe(2)
  })

  test('takes environments as they are', () => {
    const environments = new Map<string, LockedEnvironment>([
      ['b', { account: '222222222222', state: 'closed' }],
      ['a', { account: '111111111111' }],
    ])
    const registry = updateRegistry(EMPTY_REGISTRY, { groups: [], environments })
    expect(Object.entries(registry.environments)).toEqual([...environments].reverse())
  })
})

describe('over any history', () => {
  const free = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((name) => {
    const isText = !/[\p{Surrogate}\uFFFD]/u.test(name) && name.normalize('NFC') === name
    return isText && groupSchema.safeParse(name).success
  })
  const awkward = fc.constantFrom('constructor', '4711', 'a"b', 'a\\b', "it's", '{x}', '# 1', 'ØST', '*', 'true', '<<')
  const name = fc.oneof(fc.constantFrom(A, B, Z), awkward, free)
  const pool = fc.uniqueArray(name, { minLength: 1, maxLength: 8, selector: groupKey })
  const history = pool.chain((names) => fc.array(fc.subarray(names), { maxLength: 12 }))

  test('codes are unique, never move, never change hands, and come back', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const owners = new Map<string, string>()
        const codes = new Map<string, string>()
        let registry = EMPTY_REGISTRY
        for (const groups of steps) {
          registry = throughFile(update(registry, groups))
          expect(Object.keys(registry.groups).sort()).toEqual([...groups].sort())
          for (const [group, { code: given }] of Object.entries(registry.groups)) {
            expect(given).not.toMatch(/^z/)
            expect(codes.get(group) ?? given).toBe(given)
            expect(owners.get(given) ?? group).toBe(group)
            codes.set(group, given)
            owners.set(given, group)
          }
          const retired = [...owners].filter(([, group]) => !groups.includes(group))
          expect(registry.retired).toEqual(Object.fromEntries(retired))
        }
      }),
    )
  })

  test('the order in which groups are named does not matter, and a second update changes nothing', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let [one, other] = [EMPTY_REGISTRY, EMPTY_REGISTRY]
        for (const groups of steps) {
          one = update(one, groups)
          other = update(other, [...groups].reverse())
          expect(printLock(other)).toBe(printLock(one))
          expect(registryChanges(one, update(one, groups))).toEqual([])
        }
      }),
    )
  })

  test('the file is JSON, sorted, one line an entry', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const text = printLock(steps.reduce(update, EMPTY_REGISTRY))
        const value = JSON.parse(text) as Registry
        const entries = (['groups', 'retired', 'environments'] as const).map((section) => Object.keys(value[section]))
        const keys = [...text.matchAll(/^ {4}("(?:[^"\\]|\\.)*"): .*$/gm)].map(
          ([, key]) => JSON.parse(key ?? '') as string,
        )
        expect(keys).toEqual(entries.flatMap((each) => [...each].sort()))
      }),
    )
  })
})

describe('printLock', () => {
  test('writes what the design shows', () => {
    const registry: Registry = {
      groups: { 'ADG-Y': { code: 'bbbb' }, 'ADG-X': { code: 'HFAt' } },
      retired: { mTKM: 'ADG-OLD' },
      environments: {
        lab: { account: '111111111111', state: 'closed' },
        dev: { account: '222222222222', state: undefined },
      },
    }
    expect(printLock(registry)).toBe(
      [
        '{',
        '  "groups": {',
        '    "ADG-X": {"code": "HFAt"},',
        '    "ADG-Y": {"code": "bbbb"}',
        '  },',
        '  "retired": {',
        '    "mTKM": "ADG-OLD"',
        '  },',
        '  "environments": {',
        '    "dev": {"account": "222222222222"},',
        '    "lab": {"account": "111111111111", "state": "closed"}',
        '  }',
        '}',
        '',
      ].join('\n'),
    )
  })

  test('writes an empty registry', () => {
    expect(printLock(EMPTY_REGISTRY)).toBe('{\n  "groups": {},\n  "retired": {},\n  "environments": {}\n}\n')
    expect(throughFile(EMPTY_REGISTRY)).toEqual(EMPTY_REGISTRY)
  })
})

describe('readLock', () => {
  test('takes a file whose sections are missing', () => {
    expect(readLock('lock', '{}').registry).toEqual(EMPTY_REGISTRY)
  })

  test('knows the line of an entry', () => {
    const { source } = readLock('lock', printLock({ ...EMPTY_REGISTRY, retired: { aaaa: 'X', bbbb: 'Y' } }))
    expect(source.locateKey(['retired', 'bbbb'])).toEqual({ file: 'lock', line: 5, column: 5 })
  })
})

test('registryChanges tells each change once', () => {
  const before: Registry = {
    groups: { GONE: { code: 'aaaa' }, STAYS: { code: 'bbbb' } },
    retired: { cccc: 'BACK' },
    environments: {
      old: { account: '111111111111', state: 'closed' },
      shut: { account: '222222222222' },
      open: { account: '333333333333', state: 'closed' },
    },
  }
  const after = updateRegistry(before, {
    groups: ['STAYS', 'BACK'],
    environments: new Map<string, LockedEnvironment>([
      ['shut', { account: '222222222222', state: 'closed' }],
      ['open', { account: '333333333333' }],
      ['new', { account: '444444444444' }],
    ]),
  })
  expect(registryChanges(before, after)).toEqual([
    'group BACK gets the code cccc',
    'the code aaaa of GONE retires',
    'environment new is new',
    'environment open is open again',
    'environment shut is closed',
    'environment old is forgotten',
  ])
})
