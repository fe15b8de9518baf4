import { signsIn } from '../../model/hook-names'
import type { Mesh } from '../../model/mesh'
import type { CompiledHooks } from '../hooks'

/** Log group, role with its policy and the two lists of everything that may be on it, function, alarm of errors. */
const OF_FUNCTION = 7
/** Alias, and how many of it are kept warm. */
const OF_WARM = 2
/** API, stage, log group, alarm. */
const OF_API = 4
/** The authorizer, or the secret. */
const OF_SIGN_IN = 1
/** The alarm of what the authorizer refuses. */
const OF_AUTHORIZER = 1
/** The key of signatures, and how long Lambda keeps what is handed on. */
const OF_RUN_TASK = 2
/** Integration, route, permission. */
const OF_ROUTE = 3
/** Topic, subscription. */
const OF_TOPIC = 2
/** Queue, dead-letter queue, mapping to a function, alarms of age and of dead letters. */
const OF_QUEUE = 5
/** The mapping of the table's stream, who may write its rows, the schedule's rule and its target. */
const OF_REST = 4
/** Role, policy, two lists; and the row that trust policies are made of. */
export const OF_SYNC = 5

/** How many resources the hub's stack has for hooks: what `constructs/hooks` makes, counted without making it. */
export function hookResources({ settings }: Mesh, { functions, sync }: CompiledHooks): number {
  const { concurrency } = settings.hooks ?? {}
  const signing = functions.filter(signsIn).length
  const asked = functions.filter(({ hook }) => hook.startsWith('okta-')).length
  const tasks = functions.filter(({ hook }) => hook === 'run-task').length
  const called = asked + tasks
  const triggers = functions.filter(({ service }) => {
    const each = service === undefined ? undefined : settings.services[service]
    return each?.protocol === 'cognito' && each.userPool !== undefined
  }).length
  const warm = concurrency?.provisioned === undefined ? 0 : signing * OF_WARM
  const signInApi = asked === 0 ? 0 : OF_SIGN_IN
  const isAuthorized = asked > 0 && settings.hooks?.authentication.type === 'jwt'
  const authorized = isAuthorized ? OF_AUTHORIZER : 0
  const api = called === 0 ? 0 : OF_API + signInApi + authorized + tasks * OF_RUN_TASK + called * OF_ROUTE
  const events = sync ? (sync.datasets.size + 1) * OF_TOPIC + 2 * OF_QUEUE + OF_REST : 0
  const filters = logged({ all: functions.length, signing, called, tasks })
  return functions.length * OF_FUNCTION + warm + api + triggers + events + filters
}

/** A filter for each function that logs a word, and an alarm for each word that is logged. */
function logged({
  all,
  signing,
  called,
  tasks,
}: Readonly<Record<'all' | 'signing' | 'called' | 'tasks', number>>): number {
  const syncing = all - signing - tasks
  // code-collision and refused-row, failed; refused; unauthenticated; refused-event of both that synchronise, trust-too-long of one.
  const words = [all - tasks, all - tasks, all, signing, called, syncing, syncing / 2].filter((each) => each > 0)
  return words.reduce((sum, each) => sum + each + 1, 0)
}
