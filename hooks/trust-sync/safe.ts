import { groupTagValue } from '../../core/model/codes'
import type { ServiceAccess } from '../../core/model/graph'
import { cognitoPrincipal } from '../../core/model/partition'
import type { TrustRow } from '../../core/model/trust-row'
import { attemptThrough } from '../../core/policy/attempt'
import type { PolicyDocument } from '../../core/policy/document'
import { gate, type SignIn } from '../../core/policy/sign-in'
import { matchesIdentity, sampleIdentity } from '../../core/policy/source-identity'

/** A dash is no character of a code, and STS takes it in a tag. */
const NOBODY = '----'
const FOREIGN = ['user@evil.example', 'somebody-else', 'x-']

/**
 * Asks a trust policy, before it is written, who must not get in: whoever has no code, no source identity of the mesh,
 * another audience, or comes without the provider. A row of the table that says something odd must not open a role.
 *
 * @throws {UnsafeTrust} where one of them gets in; EvaluationError for a policy whose meaning is not certain
 */
export function assertSafe(
  document: PolicyDocument,
  role: string,
  trust: TrustRow,
  services: readonly ServiceAccess[],
): void {
  const opens = gate(document)
  for (const [fault, attempt] of services.flatMap((each) => faults(each, role, trust)))
    if (opens(attempt)) throw new UnsafeTrust(`the trust policy of ${role} would open it ${fault}`)
  for (const [fault, attempt] of strangers(role, trust))
    if (opens(attempt)) throw new UnsafeTrust(`the trust policy of ${role} would open it ${fault}`)
}

export class UnsafeTrust extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnsafeTrust'
  }
}

type Faulty = readonly [fault: string, attempt: SignIn]

function faults(service: ServiceAccess, role: string, trust: TrustRow): Faulty[] {
  const { sourceIdentity: pattern, roles } = trust
  // One is enough: all of a role's may be more than a session carries.
  const codes = roles.find((each) => each.arn === role)?.codes.slice(0, 1) ?? []
  const through = (groups?: string, sourceIdentity?: string): SignIn =>
    attemptThrough(service, role, trust, { groups, sourceIdentity })
  const [value, identity] = [groupTagValue(codes), sampleIdentity(pattern)]
  const right = through(value, identity)
  const by = `through ${service.name}`
  const groups: Faulty[] = [undefined, '', groupTagValue([NOBODY]), codes.join('')].map((each) => [
    `${by} with ${each === undefined ? 'no groups' : `the groups ${JSON.stringify(each)}`}`,
    through(each, identity),
  ])
  const audiences: Faulty[] = [
    [`${by} for nobody`, { ...right, context: {} }],
    [`${by} for somebody else`, { ...right, context: elsewhere(right.context) }],
  ]
  if (service.protocol === 'cognito') {
    const amr = `${cognitoPrincipal(trust.partition, trust.region)}:amr`
    return [
      ...groups,
      ...audiences,
      [`${by} as a guest`, { ...right, context: { ...right.context, [amr]: ['unauthenticated'] } }],
    ]
  }
  const foreign = FOREIGN.filter((each) => !matchesIdentity(pattern, each))
  if (foreign.length === 0) throw new UnsafeTrust(`the source identity ${pattern} is anybody's`)
  const identities = [undefined, ...foreign].map((each): Faulty => [
    `${by} with ${each === undefined ? 'no source identity' : `the source identity ${each}`}`,
    through(value, each),
  ])
  return [...groups, ...audiences, ...identities]
}

/** The same claims with every text another. */
const elsewhere = (context: SignIn['context']): SignIn['context'] =>
  Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? `${value}x` : value]),
  )

/** Whoever needs no identity provider. */
function strangers(role: string, { partition, account }: TrustRow): Faulty[] {
  const callers = [`arn:${partition}:iam::${account}:root`, `arn:${partition}:iam::${account}:role/admin`]
  return [...callers, 'lambda.amazonaws.com'].map((provider) => [
    `to ${provider}`,
    { provider, action: 'sts:AssumeRole', role, context: {} },
  ])
}
