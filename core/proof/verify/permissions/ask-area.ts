import type { Area, Probe } from './area'
import { classesOf, decide, type ActionClass, type Answer, type Asker, type StatementIndex } from './statements/decide'

/** A request that a role's policies answer otherwise than the files do. */
export interface Wrong {
  readonly action: string
  readonly probe: Probe
  readonly answer: Answer
}

/**
 * Asks a role's policies about everything in an area, as if every action were tried on every resource. Actions of which
 * the same statements speak are asked together, and what no statement touches and nothing calls for is not asked at all.
 *
 * @returns how many questions were answered
 */
export function askArea<P extends Probe>(
  area: Area<P>,
  index: StatementIndex,
  who: Asker,
  report: (wrong: Wrong) => void,
): number {
  const size = area.groups.reduce((sum, each) => sum + each.probes.length, 0)
  let decisions = 0
  for (const each of classesOf(area.actions, index)) {
    decisions += each.actions.length * size
    askClass(area, each, who, report)
    decisions += askWitnesses(area, each, who, report)
  }
  return decisions
}

function askClass<P extends Probe>(
  area: Area<P>,
  { actions, statements }: ActionClass,
  who: Asker,
  report: (wrong: Wrong) => void,
): void {
  const allows = statements.filter((each) => each.statement.Effect === 'Allow')
  const needed = actions.filter((each) => area.needed.has(each))
  if (allows.length === 0 && needed.length === 0) return
  for (const group of area.groups) {
    const { head } = group
    const touched = head === undefined || allows.some((each) => each.touches(head))
    if (allows.length === 0 || !touched) {
      if (needed.length > 0 && (area.needsIn?.(group) ?? true)) ask(area, needed, statements, who, group.probes, report)
    } else {
      ask(area, actions, statements, who, group.probes, report)
    }
  }
}

function askWitnesses<P extends Probe>(
  area: Area<P>,
  { actions, statements }: ActionClass,
  who: Asker,
  report: (wrong: Wrong) => void,
): number {
  const { witnessesOf } = area
  if (!witnessesOf) return 0
  const allows = statements.filter((each) => each.statement.Effect === 'Allow')
  const probes = allows.flatMap(({ statement }) => witnessesOf(statement))
  // What a pattern leads to shows what is too wide; what is missing shows on the resources that there are.
  ask(area, actions, statements, who, probes, (wrong) => wrong.answer.allowed && report(wrong))
  return probes.length * actions.length
}

function ask<P extends Probe>(
  { expects }: Area<P>,
  actions: readonly string[],
  statements: ActionClass['statements'],
  who: Asker,
  probes: readonly P[],
  report: (wrong: Wrong) => void,
): void {
  for (const probe of probes) {
    const answer = decide(statements, who, probe.resource, probe.facts)
    for (const action of actions) {
      const expected = expects(action, probe)
      if (answer.allowed ? expected === 'never' : expected === 'must') report({ action, probe, answer })
    }
  }
}
