import { error, warning, type Diagnostic } from '../model/diagnostic'
import type { Mesh } from '../model/mesh'
import { policySize } from './canonical'
import type { CompiledMesh } from './compile'
import type { PolicyDocument } from './document'
import type { CompiledEnvironment, CompiledRole } from './environment-policies'
import { INLINE_POLICY_LIMIT, sizeOf } from './role-policies'
import { trustPolicy } from './trust'

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const TRUST_POLICY_LIMIT = 2048
/** What AWS raises it to. */
const TRUST_POLICY_QUOTAS = [4096, 8192]
/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
const BUCKET_POLICY_LIMIT = 20 * 1024
/** @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const KEY_POLICY_LIMIT = 32 * 1024
/** Warn when this share of a quota is used. */
const NEAR = 0.8

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Policies that AWS would refuse for their size, before it does. */
export function checkSizes(mesh: Mesh, compiled: CompiledMesh): Diagnostic[] {
  return [...compiled.environments.values()].flatMap((environment) => {
    const roles = [...environment.roles.values()]
    return [
      ...firstWarning(roles.map((role) => checkTrust(mesh, environment, role))),
      ...firstWarning(roles.map((role) => checkInline(environment, role, mesh))),
      ...checkResources(mesh, environment),
    ]
  })
}

/** Roles of one environment come near a quota together: one warning tells it. */
function firstWarning(perRole: readonly Diagnostic[][]): Diagnostic[] {
  const all = perRole.flat()
  const [warned, ...others] = all.filter((each) => each.severity === 'warning')
  const more = others.length > 0 ? `, with ${counted(others.length, 'more role')} as near` : ''
  return [
    ...all.filter((each) => each.severity === 'error'),
    ...(warned ? [{ ...warned, message: warned.message + more }] : []),
  ]
}

function checkTrust(mesh: Mesh, { access: environment }: CompiledEnvironment, role: CompiledRole): Diagnostic[] {
  const { environment: name } = environment
  const quotas = mesh.environments.get(name)?.quotas
  const limit = quotas?.trustPolicy ?? mesh.settings.quotas?.trustPolicy ?? TRUST_POLICY_LIMIT
  if (!role.trust) return []
  const trust = trustPolicy(role.trust)
  const size = policySize(trust)
  const { groups, services } = role.access
  const at = groups[0]?.source
  const used = `the trust policy of ${role.access.name} has ${size} of ${limit} characters`
  if (size <= limit * NEAR) return []
  if (size <= limit) return [warning('quota-near', used, at)]
  const raised = TRUST_POLICY_QUOTAS.find((each) => each > limit)
  const hint =
    `it names ${counted(services.length, 'service')} and ${counted(groups.length, 'group')}, of which ${fitting(trust, groups.length, limit)} would fit: ` +
    'name fewer services in the environment' +
    (raised === undefined ? '' : `, or raise the quota in AWS and write it as quotas: { trustPolicy: ${raised} }`)
  return [error('quota', used, at, hint)]
}

/** How many groups fit beside the services; each one's pattern stands once in every statement that admits. */
function fitting(trust: PolicyDocument, groups: number, limit: number): number {
  const perGroup = '"*.code.*",'.length * trust.Statement.filter((each) => each.Effect === 'Allow').length
  const base = policySize(trust) - perGroup * groups
  return Math.max(0, Math.floor((limit - base) / perGroup))
}

function checkInline({ access: environment }: CompiledEnvironment, role: CompiledRole, mesh: Mesh): Diagnostic[] {
  const size = sizeOf(role.policies)
  const at = role.access.groups[0]?.source ?? mesh.places.environment(environment.environment, [])
  const used = `the policies of ${role.access.name} have ${size} of ${INLINE_POLICY_LIMIT} characters`
  if (size <= INLINE_POLICY_LIMIT * NEAR) return []
  if (size <= INLINE_POLICY_LIMIT) return [warning('quota-near', used, at)]
  const hint = `it names ${counted(role.access.databases.length, 'database')} and ${counted(role.access.locations.length, 'location')}: give it fewer datasets, or split the environment`
  return [error('quota', used, at, hint)]
}

function checkResources(mesh: Mesh, { access, datasets }: CompiledEnvironment): Diagnostic[] {
  return [...datasets].flatMap(([name, { bucket, key }]) => {
    const at = mesh.places.environment(access.environment, ['datasets', name])
    const check = (what: string, size: number, limit: number): Diagnostic[] => {
      const used = `the ${what} policy of ${name} has ${size} of ${limit} bytes`
      if (size <= limit * NEAR) return []
      const hint = 'fewer roles may write or read its files: share with fewer groups, or without `files`'
      return [size <= limit ? warning('quota-near', used, at) : error('quota', used, at, hint)]
    }
    return [
      ...check('bucket', policySize(bucket), BUCKET_POLICY_LIMIT),
      ...check('key', policySize(key), KEY_POLICY_LIMIT),
    ]
  })
}
