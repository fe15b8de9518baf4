import { LOCK_FILE, printLock } from '../../core/model/lock-file'
import { addressesOf, build, ENVIRONMENT, smallMesh, synthesize, type Built, type TerraformJson } from '../support/mesh'

/** Addresses come from keys, never from positions: what is added stands before what is there, wherever order could count. */
const before = build(smallMesh())
const lock = printLock(before.registry)

/** The same mesh after a change, with the lock file that was committed. */
const changed = (files: Readonly<Record<string, string>>): Built => build(smallMesh({ [LOCK_FILE]: lock, ...files }))
const stackOf = (built: Built, name: string): TerraformJson => synthesize(built).get(name) as TerraformJson
const codesOf = ({ registry }: Built): Record<string, string> =>
  Object.fromEntries(Object.entries(registry.groups).map(([name, { code }]) => [name, code]))

const DATASET = `
  archive:
    owner: APPROVERS
    classification: internal
    tables: { years: { columns: { id: string } } }`
const SHARE = `
      - to: { group: ANALYSTS }
        tables: [subjects]
        columns: { except: [ssn] }`
const TABLE = `
      people: { columns: { id: string } }`

const after = (line: string, more: string): string => ENVIRONMENT.replace(line, line + more)

describe.each([
  ['a dataset', after('datasets:', DATASET), /archive/],
  ['a table', after('tables:', TABLE), /__people$/],
  ['a share', after('access:', SHARE), /share_analysts|^aws_dynamodb_table_item\.row_/],
  [
    'a persona',
    after('personas:', '\n  developer: [ANALYSTS]'),
    /persona_developer|jobs|^aws_dynamodb_table_item\.row_/,
  ],
  ['a group', ENVIRONMENT.replace('reader: [', 'reader: [ANALYSTS, '), /^aws_dynamodb_table_item\.row_/],
  [
    'home storage',
    `${ENVIRONMENT}home: { bucket: h-1, services: [notebooks], groups: [READERS] }`,
    /\.home(_storage|__home)?$/,
  ],
])('adding %s', (_, environment, own) => {
  const then = changed({ 'lab.yaml': environment })
  const [old, now] = [stackOf(before, 'lab'), stackOf(then, 'lab')].map(addressesOf) as [string[], string[]]

  test('changes no other address', () => {
    const added = now.filter((each) => !old.includes(each))
    expect(now).toEqual(expect.arrayContaining(old))
    expect(added.length).toBeGreaterThan(0)
    expect(added.filter((each) => !own.test(each))).toEqual([])
  })

  test('moves no code', () => {
    expect(codesOf(then)).toMatchObject(codesOf(before))
  })

  test("leaves the hub's stack as it is", () => {
    expect(stackOf(then, 'hub')).toEqual(stackOf(before, 'hub'))
  })
})

describe('adding an environment', () => {
  const then = changed({
    'attic.yaml': ENVIRONMENT.replace('111111111111', '222222222222').replace('OWNERS', 'ANALYSTS'),
  })

  test('leaves every other stack as it is', () => {
    expect([...synthesize(then).keys()]).toEqual(['hub', 'attic', 'lab'])
    for (const name of ['hub', 'lab']) expect(stackOf(then, name)).toEqual(stackOf(before, name))
  })
})

describe('a group whose first code is another one’s', () => {
  const [held, newcomer] = ['GROUP-7168', 'GROUP-38867'] as const
  const personas = (...groups: string[]): string => ENVIRONMENT.replace('[READERS]', `[${groups.join(', ')}]`)
  const first = build(smallMesh({ 'lab.yaml': personas(held) }))

  test('takes the next one, though its name sorts first', () => {
    const then = build(smallMesh({ 'lab.yaml': personas(newcomer, held), [LOCK_FILE]: printLock(first.registry) }))
    expect(codesOf(first)).toMatchObject({ [held]: 'd2vx' })
    expect(codesOf(then)).toMatchObject({ [held]: 'd2vx', [newcomer]: expect.not.stringMatching('d2vx') })
  })

  test('would have it in a mesh of its own', () => {
    expect(codesOf(build(smallMesh({ 'lab.yaml': personas(newcomer) })))).toMatchObject({ [newcomer]: 'd2vx' })
  })
})
