import type { HookConfig, RunTaskConfig } from '../../../core/model/hook-config'
import { RUN_TASK_PATH } from '../../../core/model/hook-names'
import { cognitoTokenHandler } from '../../../hooks/cognito-token/handler'
import { headerSecret } from '../../../hooks/lib/authenticate'
import { keptSecrets } from '../../../hooks/lib/kept-secrets'
import { hookLog } from '../../../hooks/lib/logger'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import type { TableReader } from '../../../hooks/lib/table'
import { oktaSamlHandler } from '../../../hooks/okta-saml/handler'
import { oktaTokenHandler } from '../../../hooks/okta-token/handler'
import { runTaskHandler } from '../../../hooks/run-task/handler'
import { CLOCK } from '../../../hooks/run-task/retry'
import { planReviewer } from '../../../hooks/run-task/reviewer'
import { runTaskWork } from '../../../hooks/run-task/work'
import { gatewayEvent } from './gateway-event'
import { message, type Route } from './server'

export interface RouteOptions {
  readonly config: HookConfig
  readonly table: TableReader
  /** What callers send as the header `Authorization`. */
  readonly secret: string
  /** What HCP Terraform signs with. @default - the run task is not served */
  readonly runTaskKey?: string | undefined
}

/** A hook's route. */
export interface HookRoute {
  readonly path: string
  readonly answer: Route
  /** The name of its sample request, a file of examples/hooks. */
  readonly sample: string
  /** Whether its callers sign what they send. @default - they send the secret */
  readonly isSigned?: boolean
}

/** The hooks of a mesh, as its hub runs them; a trigger of Cognito, which has no address there, gets one, too. */
export function hookRoutes({ config, table, secret, runTaskKey = '' }: RouteOptions): HookRoute[] {
  const authenticate = headerSecret({ read: () => Promise.resolve([secret]), now: () => new Date() })
  const scope = (hook: string): Parameters<typeof oktaSamlHandler>[0] => ({
    config,
    table,
    authenticate,
    log: hookLog(`${config.mesh}-${hook}`),
  })
  const pools = Object.entries(config.services).filter(([, { protocol }]) => protocol === 'cognito')
  return [
    { path: '/okta/saml', sample: 'okta-saml.json', answer: http(oktaSamlHandler(scope('okta-saml'))) },
    { path: '/okta/token', sample: 'okta-token.json', answer: http(oktaTokenHandler(scope('okta-token'))) },
    ...pools.map(([service]) => ({
      path: `/cognito/${service}`,
      sample: 'cognito-token.json',
      answer: trigger(cognitoTokenHandler({ ...scope(`cognito-${service}`), service }), authenticate),
    })),
    ...(config.runTask && runTaskKey !== '' ? [runTaskRoute(config.mesh, config.runTask, runTaskKey)] : []),
  ]
}

/** Here the work goes on in this process, once the answer is on its way. */
function runTaskRoute(mesh: string, runTask: RunTaskConfig, key: string): HookRoute {
  const { host, failOn } = runTask
  const log = hookLog(`${mesh}-run-task`)
  const work = runTaskWork({ ...planReviewer(runTask), host, failOn, http: fetch, clock: CLOCK, log })
  const handler = runTaskHandler({
    findKey: keptSecrets({ read: () => Promise.resolve([key]), now: () => new Date() }),
    host,
    handOn: (task) => {
      setImmediate(() => void work(task))
      return Promise.resolve()
    },
    log,
    now: CLOCK.now,
  })
  return { path: RUN_TASK_PATH, sample: 'run-task.json', isSigned: true, answer: http(handler) }
}

const http =
  (handler: HttpHandler): Route =>
  async (request) => {
    const { statusCode = 200, headers, body = '' } = await handler(gatewayEvent(request))
    return { status: statusCode, headers: headers as Record<string, string>, body }
  }

/** Lambda answers an exception with its message, and no stack trace leaves the machine. */
const trigger =
  (handler: (event: unknown) => Promise<unknown>, authenticate: ReturnType<typeof headerSecret>): Route =>
  async (request) => {
    if (!(await authenticate(gatewayEvent(request)))) return message(401, 'Unauthorized')
    const headers = { 'content-type': 'application/json' }
    try {
      return { status: 200, headers, body: JSON.stringify(await handler(parse(request.body.toString('utf8')))) }
    } catch (cause) {
      return { status: 500, headers, body: JSON.stringify({ errorMessage: (cause as Error).message }) }
    }
  }

/** What is no JSON is no event either, and the hook says so. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
