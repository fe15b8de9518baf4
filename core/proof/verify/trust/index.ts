import { roleArn } from '../../../model/arn'
import type { EnvironmentAccess, RoleAccess } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import { ownValue } from '../../../model/own-value'
import type { Registry } from '../../../model/registry'
import { roleTrust } from '../../../policy/role-trust'
import { trustPolicy } from '../../../policy/trust'
import type { SynthRole } from '../../../terraform/rendered/roles'
import { servicesIn } from '../facts/declared/services'
import { policyLines } from '../policy-lines'
import type { Difference } from '../types'
import { allAnswers, askRole, type TrustAnswer } from './ask-role'
import { leads } from './leads'

/**
 * Who opens the roles of an environment, asked of their rendered trust policies: the complete matrix of services and
 * groups, and everything that must be refused, compared with what the files declare.
 */
export function verifyTrust(
  mesh: Mesh,
  registry: Registry,
  access: EnvironmentAccess,
  roles: readonly SynthRole[],
): TrustAnswer {
  const codes = codesOf(registry)
  const services = servicesIn(mesh, access.account)
  const answers = roles.map((role) => {
    const declared = access.roles.find((each) => each.name === role.name && each.kind !== 'jobs')
    const answer = askRole({
      environment: access.environment,
      name: role.name,
      arn: roleArn(access, role.path, role.name),
      address: role.address,
      trust: role.trust,
      declared: declared && {
        groups: declared.groups.map((each) => ({ ...each, code: ownValue(registry.groups, each.name)?.code ?? '' })),
        services: services.map((each) => each.name).filter((each) => leads(mesh, access.environment, declared, each)),
      },
      place: access,
      services,
      codes,
      sourceIdentity: mesh.settings.sourceIdentity,
      at: placeOf(mesh, access, declared),
    })
    const same = answer.differences.length > 0 || !declared ? [] : written(mesh, access, declared, role)
    return { ...answer, differences: [...answer.differences, ...same] }
  })
  return allAnswers(answers)
}

/**
 * The policy names the principals, actions and conditions that are declared, and no more: what admits nobody today, such
 * as a provider that does not exist yet, may admit somebody tomorrow.
 */
function written(mesh: Mesh, access: EnvironmentAccess, declared: RoleAccess, role: SynthRole): Difference[] {
  const props = roleTrust(mesh.settings.sourceIdentity, access, declared)
  if (!props) return []
  const expected = policyLines(trustPolicy(props))
  const found = policyLines(role.trust)
  const more = found.filter((each) => !expected.includes(each))
  const less = expected.filter((each) => !found.includes(each))
  if (more.length + less.length === 0 && found.length === expected.length) return []
  const what = [
    ...more.map((each) => `says more than the files: ${each}`),
    ...less.map((each) => `does not say: ${each}`),
    'repeats a statement',
  ]
  const groups = declared.groups.map((each) => each.name).join(', ')
  const whose = groups === '' ? role.name : `${role.name}, for ${groups},`
  const message = `the trust policy of ${whose} ${what[0]}`
  const { name, address } = role
  const at = placeOf(mesh, access, declared)
  return [{ kind: 'trust', environment: access.environment, role: name, group: groups, address, message, at }]
}

/** The line that opens a role: that of its first group; of a live role without one, the line that makes it. */
function placeOf(mesh: Mesh, { environment }: EnvironmentAccess, role: RoleAccess | undefined): Difference['at'] {
  const path = role?.dataset === undefined ? [] : ['datasets', role.dataset, 'live']
  return role?.groups[0]?.source ?? mesh.places.environment(environment, path)
}

function codesOf({ groups, retired }: Registry): Map<string, string> {
  const living = Object.entries(groups).map(([name, { code }]): [string, string] => [code, name])
  const gone = Object.entries(retired).map(([code, name]): [string, string] => [code, `${name} (retired)`])
  return new Map([...living, ...gone])
}
