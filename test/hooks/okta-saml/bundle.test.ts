import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { transformAssertion } from '../../../cli/lib/sign-in/okta'
import { startTable, type Table } from '../../support/dynalite'
import { exampleHooks } from '../../support/hook-config'
import { addressed, openedBy } from '../../support/opened-by'
import { sampleRequest } from '../../support/saml-request'
import { deploy, type Deployed } from '../../support/token-bundle'

const { built, config, rows } = exampleHooks()
const body = JSON.stringify(sampleRequest())

let table: Table
let secrets: Server
let silent: Server
let hook: Deployed
beforeAll(async () => {
  table = await startTable(rows, config.table)
  secrets = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify({ SecretString: 'Basic x' })))
  })
  silent = createServer((request) => void request.resume())
  hook = deploy('okta-saml', config, table, {
    TRUSTLOOM_SECRET: 'acme-okta',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: await listen(secrets),
  })
})
afterAll(async () => {
  hook.remove()
  for (const server of [secrets, silent]) {
    server.closeAllConnections()
    server.close()
  }
  await table.close()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('the function as it is deployed', () => {
  it('is small', () => {
    expect(hook.size).toBeLessThan(450_000)
  })

  it('reads its mesh, its secret and the table, and signs in', async () => {
    const { answer, log } = await hook.invoke(hookEvent(body, 'Basic x'))
    const result = await transformAssertion(async () => answer as never, sampleRequest())
    expect(result.outcome === 'patched' && openedBy(built, addressed(result.assertion))).toEqual([
      'arn:aws:iam::111111111111:role/novo/novo-clinical-prod-reader',
      'arn:aws:iam::111111111111:role/novo/novo-clinical-prod-share-adg-statistics',
    ])
    expect(log).toContain('"event":"signed-in"')
    expect(log).not.toContain('Basic x')
  })

  it('does not know a caller with another secret, nor anybody while the secret cannot be read', async () => {
    expect((await hook.invoke(hookEvent(body, 'Basic y'))).answer).toMatchObject({ statusCode: 401 })
    const nowhere = { TRUSTLOOM_SECRET: 'acme-okta', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' }
    const down = deploy('okta-saml', config, table, nowhere, 'real')
    expect((await down.invoke(hookEvent(body, 'Basic x'))).answer).toMatchObject({ statusCode: 401 })
    down.remove()
  })

  it('asks the API’s authorizer where it has no secret', async () => {
    const open = deploy('okta-saml', config, table)
    const event = hookEvent(body, 'Basic x')
    expect((await open.invoke(event)).answer).toMatchObject({ statusCode: 401 })
    const requestContext = { ...event.requestContext, authorizer: { jwt: { claims: { sub: 'okta' }, scopes: null } } }
    expect((await open.invoke({ ...event, requestContext })).answer).toMatchObject({ statusCode: 200 })
    open.remove()
  })

  it('denies the sign-in before Okta gives up if the table hangs', async () => {
    const endpoint = await listen(silent)
    const stuck = deploy('okta-saml', config, { ...table, endpoint }, {}, 'real')
    const event = hookEvent(body)
    const requestContext = { ...event.requestContext, authorizer: { jwt: { claims: { sub: 'okta' } } } }
    const { answer, log } = await stuck.invoke({ ...event, requestContext })
    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('"error"') })
    expect(log).toMatch(/"event":"failed".*"code":"unavailable"/)
    stuck.remove()
  })
})
