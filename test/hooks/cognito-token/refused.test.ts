import type { EntitlementRow } from '../../../core/model/entitlements'
import { DEADLINE } from '../../../hooks/lib/deadline'
import { COGNITO_DEADLINE } from '../../../hooks/cognito-token/handler'
import { HOSTILE } from '../../support/hostile'
import { BROKEN_TABLES, CONFIG, GROUP_ROWS, keptLog, ROWS, rowsTable } from '../../support/token-lab'
import { configured, event, hook, sample, tokens, type Asked, type Event } from './pool'

const GOOD: Asked = { groups: ['ADG-EMPLOYEES'] }

/** Nobody gets a token, the user is told why in words, and the log by a code. */
async function expectRefused(sent: unknown, code: string, options: Parameters<typeof hook>[0] = {}): Promise<void> {
  const log = keptLog()
  await expect(hook({ log, ...options })(sent)).rejects.toThrow(/^[A-Z\d][^\n]*\.$/)
  const event = code === 'unavailable' ? 'failed' : 'refused'
  const fields = expect.objectContaining({ code: expect.stringMatching(`^(?:${code})$`) })
  expect(log.lines).toEqual([expect.objectContaining({ event, fields })])
}

function changed(change: (sent: Event) => void, asked: Asked = GOOD): Event {
  const sent = event('v2', asked)
  change(sent)
  return sent
}

it.each<[string, string, unknown]>([
  ['a foreign user', 'foreign-user', event('v2', { ...GOOD, user: 'anna@example.com' })],
  ['a name that is too long', 'bad-user', event('v1', { ...GOOD, user: `${'a'.repeat(50)}@novonordisk.com` })],
  ['an empty name', 'bad-user|foreign-user', event('v1', { ...GOOD, user: '' })],
  ['nobody', 'bad-user', changed((sent) => ((sent.request.userAttributes.identities = '[]'), delete sent.userName))],
  ['identities that are no JSON', 'bad-user', changed((sent) => (sent.request.userAttributes.identities = '[{'))],
  ['identities that are no list', 'bad-user', changed((sent) => (sent.request.userAttributes.identities = '{}'))],
  [
    'an identity without a name',
    'bad-user',
    changed((sent) => (sent.request.userAttributes.identities = '[{"id":1}]')),
  ],
  ['no groups', 'no-groups', event('v3', { groups: [] })],
  ['no configuration of groups', 'no-groups', changed((sent) => delete sent.request.groupConfiguration)],
  ['groups of the pool alone', 'no-roles', event('refresh', { groups: ['us-east-1_Example01_directory'] })],
  ['nothing', 'bad-request', undefined],
  ['a text', 'bad-request', 'event'],
  ['a list', 'bad-request', []],
  ['an empty object', 'bad-request', {}],
  ['another version', 'bad-request', changed((sent) => (sent.version = '4'))],
  ['another trigger', 'bad-request', changed((sent) => (sent.triggerSource = 'PostAuthentication_Authentication'))],
  ['no request', 'bad-request', changed((sent) => delete (sent as Partial<Event>).request)],
  [
    'groups that are a text',
    'bad-request',
    changed((sent) => (sent.request.groupConfiguration!.groupsToOverride = 'ADG-EMPLOYEES' as never)),
  ],
  [
    'attributes that are objects',
    'bad-request',
    changed((sent) => (sent.request.userAttributes.identities = [{ userId: 'x' }] as never)),
  ],
])('refuses %s', (_, code, sent) => expectRefused(sent, code))

it.each(Object.entries(HOSTILE))('refuses a hostile name and takes no hostile group: %s', async (_, text) => {
  await expectRefused(event('v2', { ...GOOD, user: text }), '(?:bad|foreign)-user')
  await expectRefused(event('v2', { groups: [text, `ADG-EMPLOYEES${text}`, `${text},ADG-EMPLOYEES`] }), 'no-roles')
})

it.each(Object.entries(BROKEN_TABLES))('refuses everybody while the table is %s', (_, table) =>
  expectRefused(event('v2', GOOD), 'unavailable', { table, deadline: 50 }),
)

it('gives up before Cognito does, and later than it would for Okta', () => {
  expect(COGNITO_DEADLINE).toBeLessThanOrEqual(4_500)
  expect(COGNITO_DEADLINE).toBeGreaterThan(DEADLINE)
})

it.each(['', 'nothing', 'constructor', 'jupyterhub', 'databricks'])('refuses to be of the service %j', (service) =>
  expectRefused(event('v2', GOOD), 'unknown-application', { service }),
)

it('refuses more groups than the service carries, and truncates nothing', async () => {
  const groups = ['ADG-EMPLOYEES', 'ADG-STATISTICS']
  const home = GROUP_ROWS.flatMap(({ roles }) => roles).find(({ persona }) => persona === 'home')!.services.home!
  const through = (row: EntitlementRow): EntitlementRow => ({
    ...row,
    roles: row.roles.map((role) => ({ ...role, services: { ...role.services, home } })),
  })
  const changed = (row: EntitlementRow): EntitlementRow => (row.PK === 'GROUP#ADG-STATISTICS' ? through(row) : row)
  const table = rowsTable([...ROWS.filter(({ SK }) => SK === 'META'), ...GROUP_ROWS.map(changed)])
  await expectRefused(event('v2', { groups }), 'too-many-groups', { table, config: configured({ maxGroups: 1 }) })
})

describe('the 460 bytes of an identity pool', () => {
  // GroupHash with one code, and the names of two attributes, take 33 of them.
  const sent = (department: string): Event =>
    event('v2', { ...GOOD, attributes: { 'custom:initials': 'i'.repeat(256), 'custom:department': department } })

  it('may be used up', async () => {
    const { id } = await tokens(hook(), sent('d'.repeat(171)))
    expect(id).toMatchObject({ GroupHash: '.vdnc.', initials: 'i'.repeat(256), department: 'd'.repeat(171) })
  })

  it.each(['d'.repeat(172), `${'d'.repeat(170)}ø`])(
    'leave the longest attribute out where there is more',
    async (department) => {
      const { id } = await tokens(hook(), sent(department))
      expect(id).toMatchObject({ GroupHash: '.vdnc.', department })
      expect(id).not.toHaveProperty('initials')
    },
  )
})

it.each(['sub', 'aud', 'identities', 'cognito:username', 'dev:x'])(
  'refuses a tag %s, which is not for a hook to set',
  (tag) =>
    expectRefused(event('v2', GOOD), 'bad-attribute', { config: { ...CONFIG, attributes: { [tag]: 'initials' } } }),
)

it('tells the log neither attributes nor who is in which group', async () => {
  const log = keptLog()
  const attributes = { 'custom:initials': 'SECRET', email: 'secret@example.com' }
  await hook({ log })(event('v2', { ...GOOD, attributes }))
  await expect(hook({ log })(event('v2', { groups: ['ADG-SECRET'], attributes }))).rejects.toThrow()
  await hook({ log })(sample('client-credentials'))
  expect(log.lines.map((line) => line.event)).toEqual(['signed-in', 'refused'])
  expect(JSON.stringify(log.lines)).not.toMatch(/secret|ADG-|vdnc/i)
})
