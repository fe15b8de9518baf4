import type { Position } from '../../../../model/diagnostic'
import { databaseName } from '../../../../model/names'
import { ACTIONS } from '../actions'
import { NO_FACTS, type Area, type Probe } from '../area'
import { NOBODY, type DeclaredRole, type Places } from '../places'
import { examplesOf } from './examples'
import { JOB_LISTS } from './glue-actions'
import { catalogueRights } from './glue-catalogue'

/** `catalog`, `database/x`, `table/x/y`, `job/x`, …, or `*`. */
export interface GlueProbe extends Probe {
  readonly kind: string
  readonly name: string
}

export function glueProbe({ glueArn }: Places, what: string): GlueProbe {
  const [kind = '', name = ''] = what.split('/')
  return { resource: what === '*' ? '*' : glueArn(what), facts: NO_FACTS, label: what, kind, name }
}

/** The catalogue, what the mesh has in it, and what nobody has. */
export function catalogueProbes(places: Places): GlueProbe[] {
  const databases = places.access.datasets.flatMap(({ database, tables }) => [
    `database/${database}`,
    `table/${database}/${Object.keys(tables)[0] ?? NOBODY}`,
    `table/${database}/${NOBODY}`,
    `database/${database}x`,
    `table/${database}x/x`,
  ])
  const nobodys = [`database/${NOBODY}`, `table/${NOBODY}/x`]
  const all = ['catalog', 'database/default', 'table/default/x', ...databases, ...nobodys]
  return [...new Set(all)].map((each) => glueProbe(places, each))
}

/** What a role may do with the catalogue. */
export function catalogueArea(places: Places, role: DeclaredRole, probes: readonly GlueProbe[]): Area<GlueProbe> {
  const { expects, needed } = catalogueRights(role)
  const beginning = databaseName(places.access.environment, '')
  const known = new Set(['default', ...places.access.datasets.map((each) => each.database)])
  return {
    name: 'the catalogue',
    actions: ACTIONS.glue,
    groups: [{ head: undefined, probes }],
    expects: (action, { kind, name }) => {
      // Lists of jobs take no resource; whoever has them has them everywhere.
      if (JOB_LISTS.has(action)) return 'may'
      if (role.isCompact && name.startsWith(beginning) && !known.has(name)) return 'may'
      return expects(action, kind, name)
    },
    needed,
    witnessesOf: ({ Resource: patterns }) => {
      const prefix = places.glueArn('')
      return examplesOf(patterns)
        .filter((each) => /^(catalog|database|table)/.test(each.slice(prefix.length)) && each.startsWith(prefix))
        .map((each) => glueProbe(places, each.slice(prefix.length)))
    },
    sourceOf: ({ name }): Position | undefined => role.access?.databases.find((each) => each.database === name)?.source,
  }
}
