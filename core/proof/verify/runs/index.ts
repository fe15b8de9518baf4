import type { Mesh } from '../../../model/mesh'
import type { SynthRole } from '../../../terraform/rendered/roles'
import { opening } from '../../../policy/opening'
import { servicesIn } from '../facts/declared/services'
import { allAnswers, type TrustAnswer } from '../trust/ask-role'
import type { Difference } from '../types'
import { declaredBootstraps, subjectOf, type DeclaredBootstrap, type DeclaredRun } from './declared'
import { runAttempt, runRefusals, type RunScope } from './refusals'

export { declaredBootstraps } from './declared'
export type { DeclaredBootstrap } from './declared'

/**
 * Whose runs open the roles of an administrator's stack, asked of their rendered trust policies: every role for every
 * workspace of the mesh in both phases, and everything that must be refused.
 */
export function verifyRuns(mesh: Mesh, bootstrap: DeclaredBootstrap, roles: readonly SynthRole[]): TrustAnswer {
  const { partition } = mesh.settings
  const { account, region } = bootstrap
  const services = servicesIn(mesh, account)
  const scope: RunScope = { bootstrap, partition, region, services }
  const everyRun = runsOf(mesh)
  const answers = roles.map((role) => askRunRole(scope, everyRun, role))
  return allAnswers(answers)
}

type Run = Pick<DeclaredRun, 'workspace' | 'phase'>

/** Both phases of every workspace of the mesh. */
function runsOf(mesh: Mesh): Run[] {
  const own = declaredBootstraps(mesh)
  const others = [...own.map(({ name }) => name), ...(mesh.settings.okta ? ['okta'] : [])]
  const workspaces = new Set([...own.flatMap(({ runs }) => runs.map(({ workspace }) => workspace)), ...others])
  return [...workspaces].flatMap((workspace) => [
    { workspace, phase: 'plan' as const },
    { workspace, phase: 'apply' as const },
  ])
}

function askRunRole(scope: RunScope, everyRun: readonly Run[], role: SynthRole): TrustAnswer {
  const { bootstrap } = scope
  const { name, address } = role
  const declared = bootstrap.runs.find((each) => each.name === name)
  const opens = opening(role.trust)
  const tell = (what: string): Difference => {
    const message = `${name} ${what}`
    return { kind: 'trust', environment: bootstrap.name, role: name, address, message, at: declared?.at }
  }
  // Nobody declares the role: whatever opens it is too much.
  const asked = declared ?? {
    ...NOBODY,
    name,
    arn: `arn:${scope.partition}:iam::${bootstrap.account}:role${role.path}${name}`,
  }
  const matrix = everyRun.flatMap((run): Difference[] => {
    const isRight = run.workspace === declared?.workspace && run.phase === declared.phase
    const isOpen = opens(runAttempt(scope, asked, subjectOf(bootstrap, run)))
    if (isOpen === isRight) return []
    return [tell(`${isOpen ? 'opens' : 'does not open'} to the ${run.phase} of the workspace ${run.workspace}`)]
  })
  const refusals = declared ? runRefusals(scope, declared) : []
  const wrong = refusals.filter(({ attempt }) => opens(attempt)).map(({ fault }) => tell(`opens ${fault}`))
  return { matrix: everyRun.length, refusals: refusals.length, differences: [...matrix, ...wrong] }
}

const NOBODY = { workspace: '', phase: 'plan', reach: 'hub', at: undefined } as const
