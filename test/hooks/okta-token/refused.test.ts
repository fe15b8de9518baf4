import { isAwsClaim } from '../../../hooks/lib/aws-claims'
import { hookEvent } from '../../../cli/lib/sign-in/okta-call'
import { BROKEN_TABLES, CONFIG, keptLog, openedByToken, signed } from '../../support/token-lab'
import { HOSTILE } from '../../support/hostile'
import { access, identity, okta, request, transformed, type Asked, type Request } from './okta'

const GOOD: Asked = { groups: ['ADG-STATISTICS'] }

/** Nobody gets a token, and the log says why. */
async function expectDenied(asked: unknown, code: string, options: Parameters<typeof okta>[0] = {}): Promise<void> {
  const log = keptLog()
  const result = await transformed(okta({ log, ...options }), asked)
  expect(result).toMatchObject({ outcome: 'denied', errorSummary: expect.stringMatching(/\.$/) })
  const event = code === 'unavailable' ? 'failed' : 'refused'
  expect(log.lines).toEqual([
    expect.objectContaining({ event, fields: expect.objectContaining({ code: expect.stringMatching(`^${code}$`) }) }),
  ])
}

function changed(change: (sent: Request) => void): Request {
  const sent = request(GOOD)
  change(sent)
  return sent
}

const deep = (sent: Request): { data: Record<string, unknown> & { context: Record<string, unknown> } } => sent as never

it.each<[string, string, Request]>([
  ['an unknown client', 'unknown-application', request({ ...GOOD, client: '0oa1other' })],
  ['a client id in other case', 'unknown-application', request({ ...GOOD, client: '0OA1JUPYTER' })],
  ['the name of a property', 'unknown-application', request({ ...GOOD, client: 'constructor' })],
  ['another issuer', 'unknown-application', request({ ...GOOD, issuer: 'https://novo.okta.com/oauth2/default' })],
  [
    'an issuer with a slash',
    'unknown-application',
    request({ ...GOOD, issuer: 'https://novo.okta.com/oauth2/aus1abc/' }),
  ],
  ['a SAML application', 'unknown-application', request({ ...GOOD, client: '0oa1databricks' })],
  ['a foreign user', 'foreign-user', request({ ...GOOD, login: 'anna@novonordisk.com.example.com' })],
  ['a login that is too long', 'bad-user', request({ ...GOOD, login: `${'a'.repeat(50)}@novonordisk.com` })],
  ['no login', 'bad-user', changed((sent) => delete sent.data.context.user)],
  ['no groups', 'no-groups', request({ groups: [] })],
  ['no claim of groups', 'no-groups', changed((sent) => delete sent.data.identity!.claims.groups)],
  ['groups that are null', 'no-groups', request({ groups: null })],
  ['groups of other meshes', 'no-roles', request({ groups: ['Everyone', 'ADG-PURCHASING'] })],
  ['groups that are an object', 'bad-request', request({ groups: { 0: 'ADG-STATISTICS' } })],
  ['groups that are not all texts', 'bad-request', request({ groups: ['ADG-STATISTICS', 7] })],
  ['another hook', 'bad-request', changed((sent) => (sent.eventType = 'com.okta.saml.tokens.transform'))],
  ['no context', 'bad-request', changed((sent) => delete (sent.data as { context?: unknown }).context)],
  ['no client', 'bad-request', changed((sent) => delete (sent.data.context.protocol as { client?: unknown }).client)],
  [
    'a client id that is a number',
    'bad-request',
    changed((sent) => (sent.data.context.protocol.client.id = 7 as never)),
  ],
  [
    'a login that is a list',
    'bad-request',
    changed((sent) => (deep(sent).data.context.user = { profile: { login: [] } })),
  ],
  ['claims that are a list', 'bad-request', changed((sent) => (deep(sent).data.identity = { claims: [] }))],
])('denies %s', (_, code, sent) => expectDenied(sent, code))

it.each(Object.entries(HOSTILE))('denies a hostile login and takes no hostile group: %s', async (_, text) => {
  await expectDenied(request({ ...GOOD, login: text }), '(?:bad|foreign)-user')
  await expectDenied(request({ groups: [text, `ADG-STATISTICS${text}`] }), 'no-roles')
  const result = await transformed(okta(), request({ groups: [text, 'ADG-STATISTICS'] }))
  expect(identity(result)['https://aws.amazon.com/tags']).toMatchObject({ principal_tags: { GroupHash: ['.67qB.'] } })
})

it('denies more groups than the service carries, and truncates nothing', async () => {
  const groups = ['ADG-STATISTICS', 'ADG-BIOMARKERS']
  const services = { ...CONFIG.services, jupyterhub: { ...CONFIG.services.jupyterhub!, maxGroups: 1 } }
  await expectDenied(request({ groups }), 'too-many-groups', { config: { ...CONFIG, services } })
})

it('denies what is too long to be read', async () => {
  const groups = Array.from({ length: 100_000 }, (_, i) => `ADG-STATISTICS-${i}`)
  await expectDenied(request({ groups }), 'too-large')
  await expectDenied(request({ ...GOOD, claims: { note: 'x'.repeat(10_000_000) } }), 'too-large')
})

it.each(Object.entries(BROKEN_TABLES))('denies everybody while the table is %s', (_, table) =>
  expectDenied(request(GOOD), 'unavailable', { table, deadline: 50 }),
)

it.each(['', 'null', '[]', '"text"', '{', '{"data":'])('denies the body %j', async (body) => {
  const { statusCode, body: answer } = await okta()(hookEvent(body))
  expect([statusCode, Object.keys(JSON.parse(answer ?? ''))]).toEqual([200, ['error']])
})

describe('whoever is not Okta', () => {
  it.each([
    ['is told so', async () => false],
    ['is told so where that cannot be found out', () => Promise.reject(new Error('no secret'))],
    ['is told so where that takes too long', () => new Promise<boolean>(() => undefined)],
  ])('%s, and the tokens stay without a claim for AWS', async (_, authenticate) => {
    const hook = okta({ authenticate, deadline: 50 })
    expect((await hook(hookEvent(JSON.stringify(request(GOOD))))).statusCode).toBe(401)
    const result = await transformed(hook, request(GOOD))
    expect(result.outcome).toBe('original')
    expect([...Object.keys(identity(result)), ...Object.keys(access(result))].filter(isAwsClaim)).toEqual([])
    expect(openedByToken(await signed(identity(result)))).toEqual([])
  })
})

it('tells the log neither a token nor who is in which group', async () => {
  const log = keptLog()
  await transformed(okta({ log }), request({ ...GOOD, claims: { nonce: 'n-0S6WzA2Mj' } }))
  await transformed(okta({ log }), request({ groups: ['ADG-SECRET'], claims: { nonce: 'n-0S6WzA2Mj' } }))
  await transformed(okta({ log }), { ...request(GOOD), eventType: 'n-0S6WzA2Mj' })
  expect(log.lines.map(({ event }) => event)).toEqual(['signed-in', 'refused', 'refused'])
  expect(JSON.stringify(log.lines)).not.toMatch(/n-0S6WzA2Mj|ADG-|67qB/)
})
