import { highest, type Risk } from '../model/risk/levels'
import { levelOf, type FindingRule, type RiskLevels } from '../model/risk/rules'
import { NO_ACTIONS, reviewEnvironment } from './compare/environment'
import { namesOf } from './compare/many'
import type { Snapshot } from '../access/snapshot/snapshot'
import type { Drift, Finding, NotAnalysed, ReviewPath } from './types'
import { resourceWords } from './words'

export const NO_DRIFT: Drift = { gained: [], lost: [], changed: [] }

/** What was changed outside Terraform, and how that is told. */
export interface Drifted {
  readonly drift: Drift
  readonly findings: readonly Omit<Finding, 'risk'>[]
}

/** What Terraform's state, or the files, say against what is really there. */
export function driftOf(recorded: Snapshot | undefined, actual: Snapshot | undefined, levels: RiskLevels): Drifted {
  if (recorded === actual) return { drift: NO_DRIFT, findings: [] }
  const name = actual?.environment ?? recorded?.environment ?? ''
  const { gained, lost, changed, findings } = reviewEnvironment(name, recorded, actual, levels, NO_ACTIONS)
  // Whatever it is, that nobody reviewed it is a risk of its own.
  const atLeastOf = <T extends { readonly risk: Risk }>(rule: FindingRule, all: readonly T[]): T[] =>
    all.map((each) => ({ ...each, risk: highest([each.risk, levelOf(rule, levels)]) }))
  const drift = {
    gained: atLeastOf('drift-gained', gained),
    lost: atLeastOf('drift-lost', lost),
    changed: atLeastOf('drift-gained', changed),
  }
  // What Terraform would revoke and give again was not done by anybody.
  const others = findings.filter((each) => each.rule !== 're-granted').map(outside)
  return { drift, findings: [...driftFindings(drift), ...others, ...notUnderstood(name, recorded, actual)] }
}

/** What nobody understands of what was changed: it may be anything. */
function notUnderstood(
  environment: string,
  recorded: Snapshot | undefined,
  actual: Snapshot | undefined,
): Omit<Finding, 'risk'>[] {
  const known = new Set(recorded?.notAnalysed.map(unreadKey))
  return (actual?.notAnalysed ?? [])
    .filter((each) => !known.has(unreadKey(each)))
    .map(({ address, reason }) => ({
      rule: 'not-analysed',
      environment,
      message: `outside Terraform: ${address} ${reason}`,
      address,
    }))
}

const unreadKey = ({ address, reason, value }: NotAnalysed): string => JSON.stringify([address, reason, value])

export const joinDrift = (a: Drift, b: Drift): Drift => ({
  gained: [...a.gained, ...b.gained],
  lost: [...a.lost, ...b.lost],
  changed: [...a.changed, ...b.changed],
})

function outside({ risk: _, message, ...finding }: Finding): Omit<Finding, 'risk'> {
  const says = finding.rule === 'data-destroyed' ? message.replace(/would be destroyed.*$/, 'is gone') : message
  return { ...finding, message: `outside Terraform: ${says}` }
}

/** What somebody did outside Terraform, in words of access: one finding a group and resource. */
function driftFindings({ gained, lost, changed }: Drift): Omit<Finding, 'risk'>[] {
  return [
    ...told(
      'drift-gained',
      gained.map((each) => each.path),
      (permissions, what, whom) => `someone outside Terraform gave ${permissions} on ${what} to ${whom}`,
    ),
    ...told(
      'drift-lost',
      lost.map((each) => each.path),
      (permissions, what, whom) => `someone outside Terraform took ${permissions} on ${what} from ${whom}`,
    ),
    ...told(
      'drift-gained',
      changed.map((each) => each.after),
      (permissions, what, whom) =>
        `someone outside Terraform changed the limits of ${permissions} on ${what} for ${whom}`,
    ),
  ]
}

function told(
  rule: 'drift-gained' | 'drift-lost',
  paths: readonly ReviewPath[],
  say: (permissions: string, what: string, whom: string) => string,
): Omit<Finding, 'risk'>[] {
  const groups = new Map<string, ReviewPath[]>()
  for (const path of paths) {
    const { environment, role, dataset, database, table, location } = path
    const key = JSON.stringify([environment, role, dataset, database, table, location])
    const known = groups.get(key)
    if (known) known.push(path)
    else groups.set(key, [path])
  }
  return [...groups.values()].map((all): Omit<Finding, 'risk'> => {
    const [first] = all as [ReviewPath, ...ReviewPath[]]
    const permissions = namesOf(all.map((each) => each.permission))
    const whom = namesOf(all.map((each) => each.group))
    const { environment, address, source } = first
    return {
      rule,
      environment,
      message: say(permissions, resourceWords(first), whom),
      ...(address !== undefined && { address }),
      ...(source && { source }),
    }
  })
}
