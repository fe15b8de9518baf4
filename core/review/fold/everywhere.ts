import type { Finding, NotAnalysed, Regrant, Review } from '../types'
import { Generalisers } from './general'
import { once, type Once } from './once'

/** What is beside the paths, each told once for all environments that have it. */
export interface FoldedRest {
  /** The riskiest first; without those that a list of the review tells with more words. */
  readonly findings: readonly Once<Finding & Named>[]
  readonly notAnalysed: readonly Once<NotAnalysed & Named>[]
  readonly regranted: readonly Once<Regrant & Named>[]
}

/** A thing with the words that it shares with the same in other environments. */
export interface Named {
  /** The message, the reason or the role with `*` for the environment's name and account. */
  readonly general: string
}

export function foldRest(review: Review): FoldedRest {
  const generalisers = new Generalisers()
  const accounts = new Map(review.environments.map((each) => [each.name, each.account]))
  const named = <T extends { readonly environment: string }>(items: readonly T[], text: (item: T) => string) =>
    items.map((item) => {
      const general = generalisers.of(item.environment, accounts.get(item.environment) ?? '')
      return { ...item, general: general(text(item)) }
    })
  const locationOf = ({ location, environment }: Regrant): string | null =>
    location && generalisers.of(environment, accounts.get(environment) ?? '')(location)
  return {
    findings: once(
      named(untold(review), (each) => each.message),
      (each) => JSON.stringify([each.rule, each.risk, each.general]),
    ),
    notAnalysed: once(
      named(review.notAnalysed, (each) => each.reason),
      (each) => JSON.stringify([each.address, each.general]),
    ),
    regranted: once(
      named(review.regranted, (each) => each.role),
      (each) => {
        const { general, groups, services, dataset, database, table, permissions, environment } = each
        const data = dataset ?? generalisers.of(environment, accounts.get(environment) ?? '')(database ?? '')
        return JSON.stringify([general, groups, services, dataset === null, data, table, locationOf(each), permissions])
      },
    ),
  }
}

/** Findings that no other list of the review tells: the same resource in the same environment is told there. */
function untold({ findings, notAnalysed, regranted, drift }: Review): Finding[] {
  const key = (environment: string, address: string | undefined): string => JSON.stringify([environment, address])
  const keys = (items: readonly { readonly environment: string; readonly address?: string }[]): ReadonlySet<string> =>
    new Set(items.flatMap((each) => (each.address === undefined ? [] : [key(each.environment, each.address)])))
  const drifted = [...drift.gained, ...drift.lost].map((each) => each.path)
  const told: Partial<Record<Finding['rule'], ReadonlySet<string>>> = {
    'not-analysed': keys(notAnalysed),
    // One finding counts all of an environment.
    're-granted': new Set([...keys(regranted), ...regranted.map((each) => key(each.environment, undefined))]),
    'drift-gained': keys([...drifted, ...drift.changed.map((each) => each.after)]),
    'drift-lost': keys([...drifted, ...drift.changed.map((each) => each.after)]),
  }
  return findings.filter((each) => !told[each.rule]?.has(key(each.environment, each.address)))
}
