import type { ServiceAccess } from '../../../core/model/graph'
import type { Partition } from '../../../core/model/partition'
import type { PolicyDocument } from '../../../core/policy/document'
import { evaluate } from '../../../core/policy/evaluate'
import type { SignIn } from '../../../core/policy/sign-in'
import { AUDIENCES, POOLS } from './services'

/** What a session brings; `undefined` leaves it out. */
export interface Session {
  readonly groupHash?: string | undefined
  readonly sourceIdentity?: string | undefined
  readonly audience?: string | undefined
  readonly provider?: string | undefined
  readonly amr?: readonly string[] | undefined
}

/** How a service signs somebody in: well, but for what is changed. */
export function attempt(service: ServiceAccess, role: string, partition: Partition, changes: Session): SignIn {
  const session: Session = { ...usual(service, partition), ...changes }
  const { groupHash, sourceIdentity, provider = '' } = session
  const base = {
    role,
    provider,
    tags: { initials: 'ANN', ...(groupHash !== undefined && { GroupHash: groupHash }) },
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    context: contextOf(service, partition, session),
  }
  return service.protocol === 'saml'
    ? { ...base, action: 'sts:AssumeRoleWithSAML' }
    : { ...base, action: 'sts:AssumeRoleWithWebIdentity' }
}

function usual(service: ServiceAccess, partition: Partition): Session {
  const { provider, protocol } = service
  const sourceIdentity = 'ann@novonordisk.com'
  if (protocol === 'saml') return { provider, sourceIdentity, audience: AUDIENCES[partition] }
  if (protocol === 'oidc') return { provider, sourceIdentity, audience: service.clientIds[0] }
  return { provider: POOLS[partition], audience: provider, amr: ['authenticated', 'login.example.com'] }
}

function contextOf(service: ServiceAccess, partition: Partition, { audience, amr }: Session): SignIn['context'] {
  const prefix = {
    saml: () => 'SAML',
    oidc: () => (service.protocol === 'oidc' ? service.issuer.replace('https://', '') : ''),
    cognito: () => POOLS[partition],
  }[service.protocol]()
  return { ...(audience !== undefined && { [`${prefix}:aud`]: audience }), ...(amr && { [`${prefix}:amr`]: amr }) }
}

/** What the policy says alone, without the limits that STS has for tags: they may change, the policy must hold. */
export function policyAdmits(trust: PolicyDocument, attempted: SignIn): boolean {
  const { action, provider, role, tags = {}, sourceIdentity } = attempted
  const context = {
    ...attempted.context,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
  }
  const principal = { type: 'Federated', id: provider } as const
  return [action, 'sts:TagSession', ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity'])].every(
    (each) => evaluate([trust], { principal, action: each, resource: role, context }).effect === 'Allow',
  )
}
