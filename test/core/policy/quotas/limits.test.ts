import type { QuotaId } from '../../../../core/model/quotas/table'
import { smallMesh } from '../../../support/mesh'
import { lab, mesh } from '../../model/small'
import { compilation } from '../compilation'
import { E, shares, times, told, W, type Files } from './told'

const OIDC =
  '  notebooks: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [notebooks] }\n'
const ids = (count: number, prefix: string): string => times(count, (index) => `${prefix}${index}, `)

/** Two services on one issuer. */
function clientIds(count: number): Files {
  const service = (name: string, size: number): string =>
    `  ${name}: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [${ids(size, name)}] }\n`
  const half = Math.floor(count / 2)
  return {
    ...mesh([OIDC, service('a', half) + service('b', count - half)]),
    ...lab(['services: [notebooks]', 'services: [a, b]']),
  }
}

/** One group's two entries on one table, whose row filters make one of so many characters. */
function rows(length: number): Files {
  const filter = (size: number, fill: string): string => `country = '${fill.repeat(size - "country = ''".length)}'`
  const entry = (text: string): string => `      - { to: { group: ELSE }, tables: [subjects], rows: "${text}" }\n`
  const first = 1000
  // (a) OR (b)
  const second = length - first - '() OR ()'.length
  return lab(['    access:\n', `    access:\n${entry(filter(first, 'x'))}${entry(filter(second, 'y'))}`])
}

const administrators = (count: number): Files =>
  lab([
    'services: [notebooks]',
    `services: [notebooks]\nadministrators:\n  - "arn:aws:iam::111111111111:role/terraform"\n${times(count - 1, (index) => `  - "arn:aws:iam::111111111111:role/a${index}"\n`)}`,
  ])

const identity = (fixed: number): Files => mesh(['*@example.com', `*@${'x'.repeat(fixed - 1)}`])

const maxGroups = (count: number): Files =>
  mesh(['clientIds: [notebooks]', `clientIds: [notebooks], maxGroups: ${count}`])

/** A service with home storage whose tags have names of so many characters in all. */
const cognito = (characters: number): Files => {
  const user = 'u'.repeat(Math.floor(characters / 2))
  const department = 'd'.repeat(characters - user.length)
  const pool = 'eu-central-1:11111111-2222-3333-4444-555555555555'
  const home = `home: { bucket: acme-home, services: [files], groups: [ALL], attributes: { user: ${user}, department: ${department} } }`
  return {
    ...mesh(['services:\n', `services:\n  files: { protocol: cognito, identityPool: "${pool}" }\n`]),
    ...lab(['services: [notebooks]', `services: [notebooks, files]\n${home}`]),
  }
}

describe('a mesh', () => {
  // How many say nothing, warn, and are refused.
  test.each<[QuotaId, (count: number) => Files, number[], number[], number[]]>([
    ['client-ids', clientIds, [79], [80, 99, 100], [101]],
    ['row-filter', rows, [1637], [1638, 2046, 2047], [2048]],
    ['administrators', administrators, [23], [24, 29, 30], []],
    ['source-identity', identity, [51], [52, 63], []],
    ['session-codes', maxGroups, [1, 51], [], []],
    ['session-codes-oidc', maxGroups, [19, 20], [21, 51], []],
    ['session-tag-value', (value) => maxGroups((value - 1) / 5), [6, 256], [], []],
    ['cognito-tags', (bytes) => cognito(bytes - 265 - 64), [367], [368, 460, 461], []],
  ])('that uses %s', (quota, files, quiet, near, over) => {
    const all = (counts: number[], severity: string | undefined): unknown[] => counts.map((count) => [count, severity])
    const expected = [...all(quiet, undefined), ...all(near, W), ...all(over, E)]
    expect([...quiet, ...near, ...over].map((count) => told(quota, files(count)))).toEqual(expected)
  })

  test.each<[number, number, string | undefined]>([
    [1, 299, undefined],
    [2, 300, W],
  ])('with rows at the mark', (more, count, severity) => {
    // OWNERS and READERS have rows, too.
    expect(told('entitlement-rows', shares(296 + more))).toEqual([count, severity])
  })

  test('with another role has one more, and as many more resources each time', () => {
    const used = (quota: QuotaId): (number | undefined)[] => [0, 1, 2].map((count) => told(quota, shares(count))[0])
    expect(used('roles')).toEqual([3, 4, 5])
    const [none = 0, one = 0, two = 0] = used('resources-per-state')
    expect(one).toBeGreaterThan(none)
    expect(two - one).toBe(one - none)
  })
})

describe('the session token', () => {
  const tokens = (files: Files): Record<string, number> =>
    Object.fromEntries(
      compilation(smallMesh(files))
        .usages.filter(({ quota }) => quota === 'session-token')
        .map(({ owner, used }) => [owner, used]),
    )

  test('has the tag of the codes and a source identity', () => {
    // 1,024 + 4/3 × (GroupHash, 1 + 5 × 20 codes, 64).
    expect(tokens({})).toEqual({ notebooks: 1024 + (174 * 4) / 3 })
  })

  test('has the tags of home storage where the service leads there, and no source identity behind an identity pool', () => {
    // GroupHash, 1 + 5 × 51, two names of 10 in all, two values of 32.
    expect(tokens(cognito(10))).toEqual({ notebooks: 1256, files: 1024 + (339 * 4) / 3 })
  })

  test('has room for the most codes and the tags of home storage', () => {
    const home = 'home: { bucket: acme-home, services: [notebooks], groups: [ALL] }'
    const files = { ...maxGroups(51), ...lab(['services: [notebooks]', `services: [notebooks]\n${home}`]) }
    expect(told('session-token', files)[1]).toBeUndefined()
  })
})
