import type { HookConfig } from '../../../core/model/hook-config'
import { cognitoTokenHandler } from '../../../hooks/cognito-token/handler'
import { headerSecret } from '../../../hooks/lib/authenticate'
import { hookLog } from '../../../hooks/lib/logger'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import type { TableReader } from '../../../hooks/lib/table'
import { oktaSamlHandler } from '../../../hooks/okta-saml/handler'
import { oktaTokenHandler } from '../../../hooks/okta-token/handler'
import { gatewayEvent } from './gateway-event'
import { message, type Route } from './server'

export interface RouteOptions {
  readonly config: HookConfig
  readonly table: TableReader
  /** What callers send as the header `Authorization`. */
  readonly secret: string
}

/** A hook's route. */
export interface HookRoute {
  readonly path: string
  readonly answer: Route
  /** The name of its sample request, a file of examples/hooks. */
  readonly sample: string
}

/** The hooks of a mesh, as its hub runs them; a trigger of Cognito, which has no address there, gets one, too. */
export function hookRoutes({ config, table, secret }: RouteOptions): HookRoute[] {
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
  ]
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
