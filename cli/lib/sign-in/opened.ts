import { oidcProviderArn } from '../../../core/model/arn'
import { compareText } from '../../../core/model/diagnostic'
import { cognitoPrincipal } from '../../../core/model/partition'
import { EvaluationError } from '../../../core/policy/evaluate'
import { signIn, type SignIn } from '../../../core/policy/sign-in'
import { inWords } from '../../../core/proof/explain/admits'
import { opening, type Opens } from '../../../core/policy/opening'
import type { Carried } from './carried'
import { finder } from './finder'
import type { Rendered, RenderedRole } from './rendered'

/** A role that somebody tries to open with an assertion or a token. */
export interface RoleAnswer {
  readonly arn: string
  /** ARN of the IAM provider, or the principal of identity pools. */
  readonly provider: string
  /** @default - no stack has the role */
  readonly role: RenderedRole | undefined
  /** Why it stays shut. @default - it opens */
  readonly shut?: string | undefined
}

/** Where a role is, whether a stack has it or not. */
export type RolePlace = Pick<RenderedRole, 'arn' | 'environment'>

/** Answers as STS does, by the rendered trust policies. */
export interface Doors {
  /**
   * Every role that an assertion names, and every role that opens with a token; and the wanted ones among them or beside
   * them. Each once, sorted by ARN.
   */
  answers(carried: Carried, wanted: readonly RolePlace[]): RoleAnswer[]
}

export function doorsOf(rendered: Rendered): Doors {
  const roles = [...rendered.roles.values()]
  const policies = new Map<RenderedRole, Opens>()
  // Each policy is read once, whatever the number of sign-ins; reasons are asked for where they are told.
  const admits = (role: RenderedRole, carried: Carried): boolean => {
    const opens = policies.get(role) ?? opening(role.trust)
    policies.set(role, opens)
    return opens(attemptOf(carried, role.arn, providerOf(role, carried)))
  }
  const opened = finder(roles, admits)
  const ask = (place: RolePlace, carried: Carried): RoleAnswer =>
    answer(rendered, carried, place.arn, providerOf(place, carried))
  const found = (carried: Carried): RoleAnswer[] =>
    carried.pairs
      ? distinct(carried.pairs).map((each) => answer(rendered, carried, each.role, each.provider))
      : opened(carried)
          .map((role) => ask(role, carried))
          .filter((each) => each.shut === undefined)
  return {
    answers: (carried, wanted) => {
      const answers = found(carried)
      const missing = wanted.filter(({ arn }) => !answers.some((each) => each.arn === arn))
      return [...answers, ...missing.map((each) => ask(each, carried))].sort((a, b) => compareText(a.arn, b.arn))
    },
  }
}

const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((each) => [JSON.stringify(each), each])).values(),
]

/** Who vouches for the session in a role's account; an assertion names its providers itself. */
function providerOf({ arn, environment }: RolePlace, { pairs, issuer, pool }: Carried): string {
  if (pool !== undefined) return cognitoPrincipal(environment.partition, environment.region)
  if (issuer !== undefined) return oidcProviderArn(environment, issuer)
  return pairs?.find((each) => each.role === arn)?.provider ?? ''
}

function attemptOf({ context, tags, sourceIdentity, pairs, pool }: Carried, role: string, provider: string): SignIn {
  const action = pairs ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity'
  const ofPool = pool === undefined ? {} : { [`${provider}:aud`]: pool, [`${provider}:amr`]: ['authenticated'] }
  const identity = sourceIdentity === undefined ? {} : { sourceIdentity }
  return { role, provider, action, context: { ...context, ...ofPool }, tags, ...identity }
}

function answer(rendered: Rendered, carried: Carried, arn: string, provider: string): RoleAnswer {
  const role = rendered.roles.get(arn)
  if (!role) return { arn, provider, role, shut: 'no stack has such a role' }
  const shut =
    providerFault(rendered, carried, role, provider) ??
    durationFault(carried, role) ??
    trustFault(role, attemptOf(carried, arn, provider))
  return { arn, provider, role, shut }
}

/** An IAM provider must be there, in the role's account, and know the client that a token is for. */
function providerFault(
  { providers }: Rendered,
  { context, pairs, pool }: Carried,
  { environment }: RenderedRole,
  provider: string,
): string | undefined {
  if (pool !== undefined) return undefined
  if (provider === '') return 'the assertion does not name the role'
  const clients = providers.get(provider)
  if (!clients) return `no stack has the identity provider ${provider}`
  if (provider.split(':')[4] !== environment.account) return `${provider} is not in the account of the role`
  const audience = Object.values(context).flat()
  if (!pairs && !audience.some((each) => clients.includes(each)))
    return `the identity provider does not know the client ${audience.join(', ')}`
  return undefined
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
function durationFault({ duration = 0 }: Carried, { session }: RenderedRole): string | undefined {
  return duration > session
    ? `a session of ${duration} seconds is asked for, and the role allows ${session}`
    : undefined
}

function trustFault({ trust }: RenderedRole, attempt: SignIn): string | undefined {
  try {
    return inWords(signIn(trust, attempt))
  } catch (cause) {
    if (cause instanceof EvaluationError) return `the trust policy cannot be decided: ${cause.message}`
    throw cause
  }
}
