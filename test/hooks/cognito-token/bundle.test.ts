import { startTable, type Table } from '../../support/dynalite'
import { deploy, type Deployed } from '../../support/token-bundle'
import { CONFIG, declaredRoles, openedByPool, ROWS, signed } from '../../support/token-lab'
import { event, tokens } from './pool'

const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'

let table: Table
let deployed: Deployed
beforeAll(async () => {
  table = await startTable(ROWS, CONFIG.table)
  deployed = deploy('cognito-token', CONFIG, table, { TRUSTLOOM_SERVICE: 'home' })
})
afterAll(async () => {
  deployed.remove()
  await table.close()
})

it('is small enough to start in time', () => {
  expect(deployed.size).toBeGreaterThan(100_000)
  expect(deployed.size).toBeLessThan(450_000)
})

it('signs in with the table that its configuration names, for the service that its environment names', async () => {
  const handler = async (sent: unknown): Promise<never> => {
    const { answer, message, log } = await deployed.invoke(sent)
    expect(log).toContain(message === undefined ? '"event":"signed-in"' : '"event":"refused"')
    if (message !== undefined) throw new Error(message)
    return answer as never
  }
  const { id } = await tokens(handler, event('v2', { groups: ['ADG-EMPLOYEES'] }))
  expect(openedByPool(await signed(id), POOL)).toEqual(declaredRoles('home', ['ADG-EMPLOYEES']))
  await expect(handler(event('v2', { groups: ['ADG-PURCHASING'] }))).rejects.toThrow('None of your groups')
})
