import fc from 'fast-check'
import { digestOf, pathFacts, pathKey, pathsOf, sortPaths, type AccessPath } from '../../../core/model/graph/paths'
import { build, environmentOf, exampleFolder, smallMesh } from '../../support/mesh'
import { runs } from '../../support/scale'
import { lab } from './small'

const paths = pathsOf(environmentOf(build(exampleFolder()), 'clinical-prod'))
const digest = digestOf(paths)
const [first, ...rest] = paths

test('is a SHA-256 that says so', () => expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/))

test('does not depend on the order of paths', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (shuffled) => {
      expect(digestOf(shuffled)).toBe(digest)
      expect(sortPaths(shuffled)).toEqual(sortPaths(paths))
    }),
    { numRuns: runs(20) },
  )
})

test('does not depend on where the mesh says so', () => {
  expect(digestOf(paths.map(({ source: _, ...path }) => path))).toBe(digest)
})

test('keys are unique', () => {
  expect(new Set(paths.map(pathKey)).size).toBe(paths.length)
})

describe('changes', () => {
  if (!first) throw new Error('no paths')
  const other: Omit<Required<AccessPath>, 'source'> = {
    environment: 'x',
    account: 'x',
    service: 'x',
    group: 'x',
    role: 'x',
    dataset: 'x',
    database: 'x',
    table: 'x',
    location: 'x',
    permission: 'x',
    columns: ['x'],
    rows: 'x',
    grantable: !first.grantable,
    expires: '2027-06-30',
    sessionHours: first.sessionHours + 1,
  }
  const facts = ['columns', 'rows', 'grantable', 'expires', 'sessionHours']

  test.each(Object.entries(other))('with the %s of one path', (name, value) => {
    const changed = { ...first, [name]: value }
    expect(digestOf([changed, ...rest])).not.toBe(digest)
    expect(pathKey(changed) === pathKey(first)).toBe(facts.includes(name))
    expect(pathFacts(changed) === pathFacts(first)).toBe(!facts.includes(name))
  })

  test('with a path more or less', () => {
    expect(digestOf(rest)).not.toBe(digest)
    expect(digestOf([...paths, { ...first, group: 'MORE' }])).not.toBe(digest)
  })

  test('with what could not be analysed, in any order', () => {
    expect(digestOf(paths, ['a'])).not.toBe(digest)
    expect(digestOf(paths, ['a', 'b'])).toBe(digestOf(paths, ['b', 'a']))
    expect(digestOf(paths, ['a', 'b'])).not.toBe(digestOf(paths, ['a b']))
  })

  test('between null and text, and between one column and two', () => {
    const facts = (columns: string[] | null, rows: string | null): string => digestOf([{ ...first, columns, rows }])
    expect(
      new Set([facts(null, null), facts([], null), facts(null, ''), facts(['a,b'], null), facts(['a', 'b'], null)])
        .size,
    ).toBe(5)
  })
})

const ofLab = (files: Record<string, string>): string =>
  digestOf(pathsOf(environmentOf(build(smallMesh(files)), 'lab')))

test('does not depend on the order of keys in the file', () => {
  const swapped = lab(['  owner: [OWNERS]\n  reader: [READERS]\n', '  reader: [READERS]\n  owner: [OWNERS]\n'])
  expect(ofLab(swapped)).toBe(ofLab({}))
})

test('does not depend on other environments', () => {
  const elsewhere = lab(['111111111111', '222222222222'])['lab.yaml']
  expect(ofLab({ 'other.yaml': elsewhere })).toBe(ofLab({}))
})
