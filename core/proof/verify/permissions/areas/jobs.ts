import { ACTIONS } from '../actions'
import type { Area, Expectation } from '../area'
import { NOBODY, type DeclaredRole, type Places } from '../places'
import { examplesOf } from './examples'
import { glueProbe, type GlueProbe } from './glue'
import { JOB_LISTS, JOBS } from './glue-actions'

/** Jobs of every role, jobs of nobody, and what else runs code in Glue or leads to data. */
export function jobProbes(places: Places): GlueProbe[] {
  const others = ['crawler', 'trigger', 'workflow', 'session', 'devEndpoint', 'connection', 'userDefinedFunction']
  const names = places.workgroups.flatMap((name) => [`job/${name}_nightly`, `job/${name}-x_nightly`, `job/${name}`])
  return [...names, 'job/nightly', ...others.map((each) => `${each}/${NOBODY}`), '*'].map((each) =>
    glueProbe(places, each),
  )
}

/**
 * What a role may do with jobs: an author has those whose names begin with its role's, since another role's run as
 * somebody else.
 */
export function jobArea(places: Places, role: DeclaredRole, probes: readonly GlueProbe[]): Area<GlueProbe> {
  const isAuthor = role.access?.kind === 'persona' && (role.policies.has('pipeline-author') || role.hasOwnTemplate)
  const level: Expectation = !isAuthor ? 'never' : role.policies.has('pipeline-author') ? 'must' : 'may'
  return {
    name: 'jobs',
    actions: ACTIONS.glue,
    groups: [{ head: undefined, probes }],
    expects: (action, { kind, name }) => {
      if (JOB_LISTS.has(action)) return level === 'must' && kind !== '*' ? 'may' : level
      return JOBS.has(action) && kind === 'job' && name.startsWith(`${role.name}_`) ? level : 'never'
    },
    needed: level === 'must' ? new Set([...JOBS, ...JOB_LISTS]) : new Set(),
    witnessesOf: ({ Resource: patterns }) => {
      const prefix = places.glueArn('')
      return examplesOf(patterns)
        .filter((each) => each.startsWith(`${prefix}job/`))
        .map((each) => glueProbe(places, each.slice(prefix.length)))
    },
  }
}
