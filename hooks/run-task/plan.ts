import { JSON_API, USER_AGENT, type Http } from './http'
import { MAX_PLAN, PLAN_CALL } from './limits'
import { NotReviewed } from './not-reviewed'
import { ownUrl, planHosts } from './own-url'
import { readText } from './read-text'
import { isPassing, retried, retryAfter, type Clock, type Tried } from './retry'
import type { Task } from './task'

export interface PlanSource {
  readonly http: Http
  readonly clock: Clock
  /** Of HCP Terraform. */
  readonly host: string
  /** The longest plan that is read, in bytes. @default 100,000,000 */
  readonly maxPlan?: number | undefined
  /** How long one reading may take, in milliseconds. @default 180,000 */
  readonly planCall?: number | undefined
}

const ATTEMPTS = 8
const REDIRECTS = 3

/**
 * The JSON of the plan.
 *
 * @param until milliseconds since 1970: afterwards nothing is tried again
 * @throws {NotReviewed}
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan
 */
export function fetchPlan(task: Task, until: number, source: PlanSource): Promise<string> {
  const { plan } = task
  if (plan === undefined) throw new NotReviewed('plan-missing', 'the request says nothing of where the plan is')
  return retried(source.clock, { attempts: ATTEMPTS, until }, () => attempt(plan, task.token, until, source))
}

async function attempt(plan: string, token: string, until: number, source: PlanSource): Promise<Tried<string>> {
  const { clock, maxPlan = MAX_PLAN, planCall = PLAN_CALL } = source
  const left = Math.min(planCall, until - clock.now())
  if (left <= 0) return unavailable('there was no time left')
  try {
    const answer = await follow(plan, token, AbortSignal.timeout(left), source)
    if (answer.status === 200) return { done: await readText(answer, maxPlan) }
    await answer.body?.cancel()
    const { status } = answer
    const told = `HCP Terraform answered ${status}`
    // Without content, the plan is not finished; one that is not found may not have been stored yet.
    if (status === 204 || status === 404 || isPassing(status))
      return unavailable(told, retryAfter(answer.headers, clock.now()))
    throw new NotReviewed('plan-refused', `the plan could not be read: ${told}`)
  } catch (error) {
    if (error instanceof NotReviewed) throw error
    return unavailable((error as Error).name === 'TimeoutError' ? 'it did not come in time' : 'the connection broke')
  }
}

const unavailable = (why: string, after?: number): Tried<never> => ({
  failed: new NotReviewed('plan-unavailable', `the plan could not be read: ${why}`),
  after,
})

/** Redirects lead to storage, whose address lets whoever knows it read: the token stays with the host that gave it. */
async function follow(plan: string, token: string, signal: AbortSignal, source: PlanSource): Promise<Response> {
  const { http, host } = source
  let url = plan
  for (let hops = 0; hops <= REDIRECTS; hops++) {
    const isHost = new URL(url).host === host
    const answer = await http(url, {
      method: 'GET',
      headers: {
        accept: `application/json, ${JSON_API}`,
        'user-agent': USER_AGENT,
        ...(isHost && { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual',
      signal,
    })
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer
    await answer.body?.cancel()
    const next = resolved(answer.headers.get('location'), url)
    const own = ownUrl(next, planHosts(host))
    if (own === undefined)
      throw new NotReviewed('plan-elsewhere', 'the plan lies where this run task does not read: see its documentation')
    url = own
  }
  throw new NotReviewed('plan-elsewhere', 'the plan was sent on too often')
}

const resolved = (location: string | null, from: string): string | undefined =>
  location !== null && URL.canParse(location, from) ? new URL(location, from).href : undefined
