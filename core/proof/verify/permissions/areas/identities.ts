import { many, type Statement } from '../../../../policy/document'
import { ACTIONS } from '../actions'
import { NO_FACTS, type Area, type Probe } from '../area'
import { examplesOf } from './examples'
import { meshRole, NOBODY, runnerOf, type DeclaredRole, type Places } from '../places'

interface IdentityProbe extends Probe {
  /** The service that a role is passed to. @default - the request does not say */
  readonly service?: string
}

const PASS = 'iam:PassRole'

/** Roles of the mesh and of the account, passed to Glue, to another service and to nobody; and what is no role. */
export function identityProbes(places: Places): IdentityProbe[] {
  const { access, roles } = places
  const account = `arn:${access.partition}:iam::${access.account}`
  const arns = [...roles.map((each) => each.arn), meshRole(places, NOBODY), `${account}:role/${NOBODY}`]
  const others = ['user', 'group', 'policy', 'saml-provider', 'oidc-provider', 'instance-profile']
  const resources = [...arns, ...others.map((each) => `${account}:${each}/${NOBODY}`), '*']
  return [...resources.map(plainProbe), ...passedProbes(arns)]
}

const plainProbe = (resource: string): IdentityProbe => ({ resource, facts: NO_FACTS, label: resource })

const passedProbes = (arns: readonly string[]): IdentityProbe[] =>
  ['glue.amazonaws.com', 'ec2.amazonaws.com'].flatMap((service) =>
    arns.map((resource) => ({
      resource,
      facts: new Map([['iam:passedtoservice', service]]),
      label: `${resource} (to ${service})`,
      service,
    })),
  )

/** Identities that a statement names and that are not asked about anyway: those of other accounts, for example. */
function namedIn(probes: readonly IdentityProbe[]): (statement: Statement) => string[] {
  const known = new Set(probes.map((each) => each.resource))
  return ({ Resource: patterns }) =>
    examplesOf(many(patterns).filter((each) => /^arn:[^:]*:(?:iam|sts):/.test(each))).filter((each) => !known.has(each))
}

/** What a role may do with identities: give its own jobs' role to Glue. */
export function identityArea(
  places: Places,
  role: DeclaredRole,
  probes: readonly IdentityProbe[],
): Area<IdentityProbe> {
  const runner = runnerOf(places, role)
  const passes = runner === undefined ? 'never' : role.policies.has('pipeline-author') ? 'must' : 'may'
  const named = namedIn(probes)
  const isReading = (action: string): boolean => role.hasOwnTemplate && /^iam:(Get|List|Simulate)/.test(action)
  return {
    name: 'identities',
    actions: ACTIONS.iam,
    groups: [{ head: undefined, probes }],
    expects: (action, { resource, service }) => {
      if (action === PASS) return resource === runner && service === 'glue.amazonaws.com' ? passes : 'never'
      return isReading(action) ? 'may' : 'never'
    },
    needed: new Set(passes === 'must' ? [PASS] : []),
    witnessesOf: (statement) => {
      const arns = named(statement)
      return [...arns.map(plainProbe), ...passedProbes(arns)]
    },
  }
}

/** No session of a role leads to another one. */
export function sessionArea(probes: readonly IdentityProbe[]): Area<IdentityProbe> {
  const named = namedIn(probes)
  return {
    name: 'sessions',
    actions: ACTIONS.sts,
    groups: [{ head: undefined, probes: probes.filter((each) => each.service === undefined) }],
    // It needs no permission, and gives none.
    expects: (action) => (action === 'sts:GetCallerIdentity' ? 'may' : 'never'),
    needed: new Set(),
    witnessesOf: (statement) => named(statement).map(plainProbe),
  }
}
