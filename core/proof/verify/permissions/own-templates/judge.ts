import type { TextFile } from '../../../../model/mesh'
import type { Area } from '../area'
import type { Wrong } from '../ask-area'
import { BUILT_IN, type DeclaredRole } from '../places'
import { ESSENTIAL } from './essential'

/** What to make of an answer that is not what built-in templates give: nothing, where a path gives it all the same. */
export type Verdict = 'difference' | 'exception' | 'nothing'

/** How a role is held to its paths where templates of the mesh's own are among its policies. */
export interface Judge {
  /** What is asked: everything that built-in templates alone would be asked. */
  readonly areas: readonly Area[]
  /** Names of the role's policies that are the mesh's own. */
  readonly own: readonly string[]
  /** @param area the index of its area */
  verdict(area: number, wrong: Wrong): Verdict
  /** The template in a built-in one's place that leaves something out. */
  leavesOut(area: number, wrong: Wrong): string | undefined
}

/** @param templates the mesh's own, by name */
export function judgeOf(
  role: DeclaredRole,
  areas: (role: DeclaredRole) => readonly Area[],
  templates: ReadonlyMap<string, TextFile>,
): Judge {
  const kind = role.access?.kind
  const isOfPeople = kind === 'persona' || kind === 'share' || kind === 'jobs'
  const own = [...role.policies].filter((each) => isOfPeople && (templates.has(each) || !BUILT_IN.has(each)))
  if (own.length === 0) {
    return { areas: areas(role), own, verdict: () => 'difference', leavesOut: () => undefined }
  }
  const replaced = own.filter((each) => BUILT_IN.has(each))
  const without = (names: readonly string[]): DeclaredRole => ({
    ...role,
    policies: new Set([...role.policies].filter((each) => !names.includes(each))),
    hasOwnTemplate: true,
  })
  const strict = { ...role, hasOwnTemplate: false }
  // Every role may query what it has a grant on, whichever template lets it.
  const usual = areas({ ...strict, policies: new Set([...role.policies, 'data-lake-user']) })
  const open = areas(without(replaced))
  const each = replaced.map((name) => ({ name, areas: areas(without([name])) }))
  const isOwn = (policy: string): boolean => own.includes(policy)
  const expected = (from: readonly Area[], area: number, { action, probe }: Wrong): string =>
    from[area]?.expects(action, probe) ?? 'never'
  return {
    areas: areas(strict),
    own,
    verdict: (area, wrong) => {
      const { action, answer } = wrong
      if (answer.by && !isOwn(answer.by.policy)) return 'difference'
      if (answer.allowed) {
        if (expected(usual, area, wrong) !== 'never') return 'nothing'
        return expected(open, area, wrong) === 'never' ? 'difference' : 'exception'
      }
      return expected(open, area, wrong) === 'must' || ESSENTIAL.has(action) ? 'difference' : 'exception'
    },
    leavesOut: (area, wrong) =>
      each.find(({ areas: found }) => expected(found, area, wrong) !== 'must')?.name ?? replaced[0],
  }
}
