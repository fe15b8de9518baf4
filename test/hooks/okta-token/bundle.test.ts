import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { transformTokens } from '../../../cli/lib/sign-in/okta-token'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import { startTable, type Table } from '../../support/dynalite'
import { PATIENT } from '../../support/patience'
import { deploy, type Deployed } from '../../support/token-bundle'
import { CONFIG, declaredRoles, openedByToken, ROWS, signed } from '../../support/token-lab'
import { identity, request } from './okta'

let table: Table
let deployed: Deployed
beforeAll(async () => {
  table = await startTable(ROWS, CONFIG.table)
  deployed = deploy('okta-token', CONFIG, table)
})
afterAll(async () => {
  deployed.remove()
  await table.close()
})

it('is small enough to start in time', () => {
  expect(deployed.size).toBeGreaterThan(100_000)
  expect(deployed.size).toBeLessThan(450_000)
})

it('signs in with the table that its configuration names, once the API has verified who calls', async () => {
  const handler: HttpHandler = async (event) => (await deployed.invoke(event)).answer as { statusCode: number }
  const asked = request({ groups: ['ADG-STATISTICS'] })
  expect((await handler(hookEvent(JSON.stringify(asked)))).statusCode).toBe(401)

  const authorizer = { jwt: { claims: { scope: 'hook' }, scopes: [] } }
  const verified: HttpHandler = (event) =>
    handler({ ...event, requestContext: { ...event.requestContext, authorizer } as typeof event.requestContext })
  const result = await transformTokens(verified, asked, { timeout: PATIENT })
  expect(openedByToken(await signed(identity(result)))).toEqual(declaredRoles('jupyterhub', ['ADG-STATISTICS']))
})
