import type { ServiceAccess } from '../../../model/graph'
import { attemptThrough } from '../../../policy/attempt'
import type { SignIn } from '../../../policy/sign-in'
import { misspellings } from '../trust/misspellings'
import { subjectOf, type DeclaredBootstrap, type DeclaredRun } from './declared'

/** An attempt that must be refused, and what it would mean if it were not: `opens …`. */
export interface RunRefusal {
  readonly attempt: SignIn
  readonly fault: string
}

/** A role, and what belongs to its account. */
export interface RunScope {
  readonly bootstrap: DeclaredBootstrap
  readonly partition: string
  readonly region: string
  /** Every service of the mesh, as the account sees it. */
  readonly services: readonly ServiceAccess[]
}

/** A run's token, as AWS sees it: the issuer's provider, the audience and the subject. */
export function runAttempt({ bootstrap, partition }: RunScope, run: DeclaredRun, subject: string | undefined): SignIn {
  const { host, audience, account } = bootstrap
  return {
    role: run.arn,
    provider: `arn:${partition}:iam::${account}:oidc-provider/${host}`,
    action: 'sts:AssumeRoleWithWebIdentity',
    context: { [`${host}:aud`]: audience, ...(subject !== undefined && { [`${host}:sub`]: subject }) },
  }
}

/** Everything that is one step away from the right run, and must be refused. */
export function runRefusals(scope: RunScope, run: DeclaredRun): RunRefusal[] {
  const { bootstrap } = scope
  const right = runAttempt(scope, run, subjectOf(bootstrap, run))
  return [
    ...subjects(scope, run),
    ...audiences(bootstrap, right),
    ...hosts(scope, right),
    ...strangers(scope, right),
    { attempt: { ...right, tags: { GroupHash: '.0000.' } }, fault: 'to a run that passes session tags' },
    { attempt: { ...right, sourceIdentity: 'someone@example.com' }, fault: 'to a run that passes a source identity' },
  ]
}

function subjects(scope: RunScope, run: DeclaredRun): RunRefusal[] {
  const { bootstrap } = scope
  const of = (part: Partial<DeclaredBootstrap & DeclaredRun>): string =>
    subjectOf({ ...bootstrap, ...part }, { ...run, ...part })
  const right = of({})
  const others = [
    of({ organization: 'another' }),
    of({ organization: '*' }),
    of({ project: 'Another project' }),
    of({ project: '*' }),
    of({ workspace: 'another' }),
    of({ workspace: '*' }),
    of({ workspace: bootstrap.name }),
    right.replace(/run_phase:.*$/, 'run_phase:*'),
    right.replace(/:run_phase:.*$/, ''),
    ...misspellings(right),
  ]
  return [undefined, ...others].map((subject) => ({
    attempt: runAttempt(scope, run, subject),
    fault: subject === undefined ? 'to a token without a subject' : `to ${subject}`,
  }))
}

function audiences({ host, audience }: DeclaredBootstrap, right: SignIn): RunRefusal[] {
  const { [`${host}:aud`]: _, ...without } = right.context
  return [
    { attempt: { ...right, context: without }, fault: 'to a token without an audience' },
    ...['sts.amazonaws.com', 'vault.workload.identity', '*', ...misspellings(audience)].map((each) => ({
      attempt: { ...right, context: { ...right.context, [`${host}:aud`]: each } },
      fault: `to a token for ${each}`,
    })),
  ]
}

/** The same claims, from a host whose name is one character away. */
function hosts({ bootstrap, partition }: RunScope, right: SignIn): RunRefusal[] {
  const { host, account } = bootstrap
  return misspellings(host).map((other) => ({
    attempt: {
      ...right,
      provider: `arn:${partition}:iam::${account}:oidc-provider/${other}`,
      context: { ...right.context, ...withPrefix(right, host, other) },
    },
    fault: `to tokens of ${other}`,
  }))
}

const withPrefix = ({ context }: SignIn, from: string, to: string): SignIn['context'] =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key.replace(`${from}:`, `${to}:`), value]))

/** Whoever else may try: services through which people come, other accounts, and the account's own principals. */
function strangers({ bootstrap, partition, region, services }: RunScope, { role, context }: SignIn): RunRefusal[] {
  const place = { partition: partition as 'aws', region }
  const people = services.map((service): RunRefusal => {
    const attempt = attemptThrough(service, role, place, {})
    // Whatever an identity provider says beside its own claims.
    return { attempt: { ...attempt, context: { ...context, ...attempt.context } }, fault: `through ${service.name}` }
  })
  const callers = [
    `arn:${partition}:iam::${bootstrap.account}:root`,
    `arn:${partition}:iam::999999999999:root`,
    ...bootstrap.runs.map(({ arn }) => arn).filter((arn) => arn !== role),
    'ec2.amazonaws.com',
    'lambda.amazonaws.com',
  ]
  return [
    ...people,
    ...callers.map((provider) => ({
      attempt: { role, provider, action: 'sts:AssumeRole' as const, context: {} },
      fault: `to ${provider}`,
    })),
  ]
}
