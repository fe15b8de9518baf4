import { serviceAccess } from '../../../core/model/graph/services'
import type { RoleAccess, ServiceAccess } from '../../../core/model/graph'
import { signIn } from '../../../core/policy/sign-in'
import { trustPolicy, type TrustProps } from '../../../core/policy/trust'
import { build, exampleFolder } from '../../support/mesh'
import { attempt, type Session } from './attempt'
import { FOREIGN_TAGS, wrongSessions } from './refusals'

const { mesh, registry, compiled } = build(exampleFolder())
const groups = Object.entries(registry.groups).map(([name, { code }]) => ({ name, groupHash: `.${code}.` }))

/** Every role that people open, with all services of the mesh as its account would see them. */
const roles = [...compiled.environments.values()].flatMap(({ access: scope, roles }) => {
  const services = Object.entries(mesh.settings.services).flatMap(
    ([name, service]) => serviceAccess(name, service, scope) ?? [],
  )
  return [...roles.values()].flatMap(({ access, trust }) =>
    trust ? [{ access, trust, services, name: access.name }] : [],
  )
})

const opens = (trust: TrustProps, role: RoleAccess, service: ServiceAccess, session: Session): boolean =>
  signIn(trustPolicy(trust), attempt(service, role.arn, 'aws', session)).allowed

test('the example has what this file is about', () => {
  expect(groups.length).toBeGreaterThan(15)
  expect(roles.length).toBeGreaterThan(15)
  expect(new Set(roles.map(({ access }) => access.kind))).toEqual(new Set(['persona', 'share', 'home']))
})

describe.each(roles)('$name', ({ access, trust, services }) => {
  const own = services.filter(({ name }) => access.services.includes(name))

  test('opens to its groups through its services, and to no other group or service', () => {
    const opened = services.flatMap((service) =>
      groups
        .filter(({ groupHash }) => opens(trust, access, service, { groupHash }))
        .map(({ name }) => `${service.name}: ${name}`),
    )
    const declared = access.services.flatMap((service) => access.groups.map(({ name }) => `${service}: ${name}`))
    expect(opened.sort()).toEqual(declared.sort())
    expect(opened.length).toBeGreaterThan(0)
  })

  test('opens to a member of every group of the mesh, and not to one of all groups but its own', () => {
    const hash = (isIn: boolean): string =>
      groups
        .filter(({ name }) => isIn || !access.groups.some((each) => each.name === name))
        .map(({ groupHash }) => groupHash.slice(1))
        .join('')
    for (const service of own) {
      expect(opens(trust, access, service, { groupHash: `.${hash(true)}` })).toBe(true)
      expect(opens(trust, access, service, { groupHash: `.${hash(false)}` })).toBe(false)
    }
  })

  test('refuses whatever is wrong with a session', () => {
    const groupHash = `.${access.groups[0]?.code}.`
    const admitted = own.flatMap((service) => [
      ...FOREIGN_TAGS.filter(([, tag]) => opens(trust, access, service, { groupHash: tag })),
      ...wrongSessions(service).filter(([, wrong]) => opens(trust, access, service, { groupHash, ...wrong })),
    ])
    expect(admitted).toEqual([])
  })
})

test('what the files say, checked by hand', () => {
  const of = (name: string): unknown =>
    roles.flatMap(({ access }) =>
      access.name === name ? [[access.services, access.groups.map((each) => each.name)]] : [],
    )
  const services = ['databricks', 'jupyterhub']
  expect(of('novo-clinical-prod-reader')).toEqual([[services, ['ADG-CLINICAL-ANALYSTS', 'ADG-CLINICAL-MEDICAL']]])
  expect(of('novo-clinical-prod-share-adg-statistics')).toEqual([[services, ['ADG-STATISTICS']]])
  expect(of('novo-clinical-prod-home')).toEqual([[['home'], ['ADG-EMPLOYEES']]])
  expect(of('novo-finance-dev-share-adg-manufacturing-analysts')).toEqual([
    [['powerbi', 'rstudio'], ['ADG-MANUFACTURING-ANALYSTS']],
  ])
})
