import fc from 'fast-check'
import { MAX_CODES } from '../../../core/model/codes'
import type { HookConfig } from '../../../core/model/hook-config'
import { declaredKey } from '../../../core/model/table-keys'
import { signIn } from '../../../hooks/lib/sign-in'
import { appliedRows, hookConfigOf, memoryLog, memoryTable, rowRole } from '../../support/hook-config'
import { runs } from '../../support/scale'

const SERVICES = ['lake', 'notebooks']
const GROUPS = Array.from({ length: 60 }, (_, index) => `ADG-Gruppe-${index}`)
const CODES = Object.fromEntries(GROUPS.map((name, index) => [name, index.toString(36).padStart(4, '0')]))

const PLACE = { account: '111111111111', region: 'eu-central-1' }
const ENVIRONMENTS = { lab: PLACE, plant: PLACE, bank: PLACE }

/** A row: who opens which roles in which environment through which service; now and then with a code that is wrong. */
const grant = fc.record({
  group: fc.integer({ min: 0, max: GROUPS.length - 1 }).map((index) => GROUPS[index] as string),
  environment: fc.constantFrom('lab', 'plant', 'bank'),
  roles: fc.uniqueArray(fc.constantFrom('owner', 'reader', 'writer', 'share'), { minLength: 1 }),
  services: fc.subarray(SERVICES),
  hours: fc.integer({ min: 1, max: 12 }),
  wrong: fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})
type Grant = typeof grant extends fc.Arbitrary<infer T> ? T : never

const keyOf = ({ group, environment }: Grant): string => `${group}\n${environment}`
const arnOf = ({ environment }: Grant, role: string): string => rowRole(`${environment}-${role}`).arn

const rowOf = (each: Grant): object => ({
  ...declaredKey.group(each.group, each.environment),
  code: each.wrong ? 'ZZZZ' : CODES[each.group],
  roles: each.roles.map((role) =>
    rowRole('', {
      arn: arnOf(each, role),
      sessionHours: each.hours,
      services: Object.fromEntries(each.services.map((service) => [service, 'arn:aws:iam::111111111111:x/y'])),
    }),
  ),
})

const spelling = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(name, name.toLowerCase(), name.toUpperCase(), name.normalize('NFD'))
const member = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...GROUPS).chain(spelling) },
  { weight: 2, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', '', 'ADG-Gruppe-1 ', '*', '.0000.') },
)

const world = fc.record({
  grants: fc.uniqueArray(grant, { selector: keyOf, maxLength: 120 }),
  groups: fc.array(member, { maxLength: 70 }),
  service: fc.constantFrom(...SERVICES),
  maxGroups: fc.integer({ min: 1, max: MAX_CODES }),
})

describe('a session', () => {
  it('has the codes of exactly the groups that open a role through the service, and exactly those roles', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ grants, groups, service, maxGroups }) => {
        const config = meshOf(maxGroups)
        const table = memoryTable([...grants.map(rowOf), ...appliedRows(CODES, Object.keys(ENVIRONMENTS))])
        const request = { service, user: 'anna@example.com', groups, attributes: {} }
        const outcome = await signIn({ config, table, log: memoryLog() }, request).then(
          ({ roles, tags, groups: opening, duration }) => ({
            roles: roles.map(({ arn }) => arn),
            tags,
            opening,
            duration,
          }),
          (error: { code: string }) => error.code,
        )
        expect(outcome).toEqual(expected(grants, groups, service, maxGroups))
      }),
      { numRuns: runs(300) },
    )
  })
})

const meshOf = (maxGroups: number): HookConfig => {
  const { services, ...rest } = hookConfigOf({ environments: ENVIRONMENTS })
  const limited = Object.entries(services).map(([name, each]) => [name, { ...each, maxGroups }])
  return { ...rest, services: Object.fromEntries(limited) }
}

/** The same, told in the words of the file format and one group after another. */
function expected(grants: readonly Grant[], groups: readonly string[], service: string, maxGroups: number): unknown {
  if (groups.length === 0) return 'no-groups'
  const spelt = groups.map((name) => name.normalize('NFC').toLowerCase())
  const mine = GROUPS.filter((name) => spelt.includes(name.toLowerCase()))
  const sound = mine.filter((name) => !grants.some((each) => each.group === name && each.wrong))
  const counted = grants.filter(({ group, services }) => sound.includes(group) && services.includes(service))
  if (counted.length === 0) return 'no-roles'
  const opening = [...new Set(counted.map(({ group }) => group))].sort()
  if (opening.length > maxGroups) return 'too-many-groups'
  return {
    roles: [...new Set(counted.flatMap((each) => each.roles.map((role) => arnOf(each, role))))].sort(),
    tags: {
      GroupHash: `.${opening
        .map((name) => CODES[name])
        .sort()
        .join('.')}.`,
    },
    opening,
    duration: 3600 * Math.min(...counted.map(({ hours }) => hours)),
  }
}
