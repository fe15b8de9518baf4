import type { HookConfig } from '../../../core/model/hook-config'
import type { RefusalCode } from '../../../hooks/lib/refusal'
import { dynamoTable, type TableReader } from '../../../hooks/lib/table'
import { startTable, type Table } from '../../support/dynalite'
import { HOSTILE } from '../../support/hostile'
import { exampleHooks } from '../../support/hook-config'
import { addressed, openedBy, wouldOpen } from '../../support/opened-by'
import { requestOf, sampleRequest, type Asked, type SamlRequest } from '../../support/saml-request'
import { samlHook, SECRET } from '../../support/saml-hook'

const { built, codes, config, rows } = exampleHooks()
const OWNERS = ['ADG-CLINICAL-OWNERS']

let table: Table
beforeAll(async () => {
  table = await startTable(rows, config.table)
})
afterAll(() => table.close())

interface Case {
  readonly request: SamlRequest
  readonly mesh?: HookConfig
  readonly reader?: TableReader
  readonly deadline?: number
}

async function run({ request, mesh = config, reader = table.reader, deadline }: Case) {
  const hook = samlHook({ config: mesh, table: reader, ...(deadline !== undefined && { deadline }) })
  const result = await hook.signIn(request)
  return { result, lines: hook.lines }
}

/** Denied, for this reason, and with nothing that AWS would take. */
async function expectDenied(code: RefusalCode, one: Case): Promise<void> {
  const { result, lines } = await run(one)
  expect(result).toMatchObject({ outcome: 'denied', tries: 1, errorSummary: expect.any(String) })
  expect(result).not.toHaveProperty('assertion')
  expect(lines.at(-1)).toMatchObject({ event: code === 'unavailable' ? 'failed' : 'refused', fields: { code } })
  expect(JSON.stringify(lines)).not.toContain('attributeValues')
}

const changed = (change: (request: SamlRequest) => void): SamlRequest => {
  const request = requestOf({ groups: OWNERS })
  change(request)
  return request
}

describe('a request that is wrong', () => {
  it.each<[string, RefusalCode, Asked]>([
    ['an unknown application', 'unknown-application', { application: '0oa1unknown' }],
    ['a service of another protocol', 'unknown-application', { application: '0oa1jupyter' }],
    ['no application', 'unknown-application', { application: '' }],
    ['a foreign domain', 'foreign-user', { user: 'anna@evil.org' }],
    ['a domain that ends alike', 'foreign-user', { user: 'anna@novonordisk.com.evil.org' }],
    ['a source identity that is too long', 'bad-user', { user: `${'a'.repeat(60)}@novonordisk.com` }],
    ['characters that AWS refuses', 'bad-user', { user: 'anna maria@novonordisk.com' }],
    ['XML in the login', 'bad-user', { user: '"/><Role>x</Role>@novonordisk.com' }],
    ['a line break in the login', 'bad-user', { user: 'anna\r\n@novonordisk.com' }],
    ['no groups', 'no-groups', { groups: [] }],
    ['no group that is known', 'no-roles', { groups: ['ADG-CANTEEN'] }],
    ['no group that opens a role here', 'no-roles', { application: '0oa1powerbi' }],
    ['hostile names of groups', 'no-roles', { groups: Object.values(HOSTILE) }],
    ['names of properties', 'no-roles', { groups: ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] }],
    ['codes and patterns as groups', 'no-roles', { groups: ['.aeIa.', 'aeIa', '*', 'ADG-*', '*.aeIa.*'] }],
    ['groups joined to one', 'no-roles', { groups: ['ADG-CLINICAL-OWNERS,ADG-STATISTICS'] }],
  ])('is denied: %s', (_, code, asked) => expectDenied(code, { request: requestOf({ groups: OWNERS, ...asked }) }))

  it.each<[string, RefusalCode, (request: SamlRequest) => void]>([
    ['another event', 'bad-request', (request) => void (request.eventType = 'com.okta.oauth2.tokens.transform')],
    ['no groups claim', 'no-groups', ({ data }) => void (data.assertion = { ...data.assertion, claims: {} })],
    ['no claims', 'no-groups', ({ data }) => void (data.assertion = { ...data.assertion, claims: undefined })],
    ['claims that are null', 'no-groups', ({ data }) => Object.assign(data.assertion, { claims: null })],
    ['claims that are a list', 'bad-request', ({ data }) => Object.assign(data.assertion, { claims: ['x'] })],
    ['groups that are no texts', 'no-groups', ({ data }) => groupsAre(data, [{ value: 1 }, { value: null }, {}])],
    ['groups of another form', 'no-groups', ({ data }) => groupsAre(data, 'ADG-CLINICAL-OWNERS')],
    ['no login', 'bad-request', ({ data }) => void Object.assign(data.context.user, { profile: {} })],
    ['no context', 'bad-request', ({ data }) => void Object.assign(data, { context: null })],
    ['no data', 'bad-request', (request) => void Object.assign(request, { data: { assertion: {} } })],
  ])('is denied: %s', (_, code, change) => expectDenied(code, { request: changed(change) }))

  it('is denied with 100,000 groups, and with a body of 10 MB', async () => {
    const groups = Array.from({ length: 100_000 }, (_, index) => `ADG-${index}`)
    await expectDenied('too-large', { request: requestOf({ groups: [...groups, ...OWNERS] }) })
    await expectDenied('too-large', { request: requestOf({ groups: OWNERS, claims: { x: ['x'.repeat(10_000_000)] } }) })
  })

  it('may lack a session, and its clock may be wrong by years', async () => {
    for (const eventTime of ['1970-01-01T00:00:00Z', '2999-12-31T23:59:59Z', 'yesterday']) {
      const request = changed((each) => {
        each.eventTime = eventTime
        each.data.context.session = undefined
      })
      expect((await run({ request })).result.outcome).toBe('patched')
    }
  })
})

describe('a caller who is not Okta', () => {
  const request = requestOf({ groups: OWNERS })

  it.each([undefined, '', 'wrong', SECRET.toUpperCase(), `${SECRET} `])(
    'leaves the assertion as it was: %j',
    async (authorization) => {
      const { signIn, lines } = samlHook({ config, table: table.reader })
      const result = await signIn(request, { authorization })
      expect(result).toEqual({ outcome: 'original', assertion: request.data.assertion, tries: 1 })
      expect(wouldOpen(built, addressed(request.data.assertion))).toEqual([])
      expect(lines.at(-1)).toMatchObject({ event: 'unauthenticated' })
    },
  )

  it('is told nothing of a request', async () => {
    const { handler } = samlHook({ config, table: table.reader })
    const answers = await Promise.all([JSON.stringify(request), '{', ''].map((body) => handler({ ...EVENT, body })))
    for (const answer of answers) expect(answer).toEqual({ ...answers[0], statusCode: 401 })
  })
})

describe('a table that does not answer', () => {
  const request = requestOf({ groups: OWNERS })
  const silent = (): Promise<never> => new Promise(() => undefined)
  const failing = (name: string) => (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { name }))

  it.each([
    ['is throttled', 'ProvisionedThroughputExceededException'],
    ['may not be read', 'AccessDeniedException'],
    ['has an unreadable answer', 'SyntaxError'],
  ])('denies a sign-in: it %s', (_, name) => {
    const reader = { partition: failing(name), rows: failing(name) }
    return expectDenied('unavailable', { request, reader })
  })

  it('denies a sign-in in time: it hangs', async () => {
    await expectDenied('unavailable', { request, reader: { partition: silent, rows: silent }, deadline: 40 })
  })

  it('denies a sign-in: it is not there', async () => {
    const other = await startTable([], 'other')
    await expectDenied('unavailable', { request, reader: dynamoTable(other.client, config.table) })
    await other.close()
  })

  it('denies a sign-in: it cannot be reached', async () => {
    const other = await startTable([], config.table)
    await other.close()
    await expectDenied('unavailable', { request, reader: other.reader })
  })

  it('denies a sign-in: one group of many hangs', async () => {
    const reader: TableReader = {
      ...table.reader,
      partition: (key) => (key.endsWith('STATISTICS') ? silent() : table.reader.partition(key)),
    }
    await expectDenied('unavailable', { request: sampleRequest(), reader, deadline: 300 })
  })
})

describe('two groups with one code', () => {
  const [one, two] = ['ADG-CLINICAL-OWNERS', 'ADG-STATISTICS'] as const
  const code = codes[two]!
  const clashing = rows.map((row) => {
    if (row.PK === `GROUP#${one}`) return { ...row, code }
    const { groups = [] } = row as { groups?: { name: string }[] }
    return row.SK === 'META'
      ? { ...row, groups: groups.map((each) => (each.name === one ? { ...each, code } : each)) }
      : row
  })

  it('open nothing of each other, nor of themselves', async () => {
    const clashed = await startTable(clashing, config.table)
    await expectDenied('no-roles', { request: requestOf({ groups: [one, two] }), reader: clashed.reader })
    const { result, lines } = await run({
      request: requestOf({ groups: [one, two, 'ADG-CLINICAL-ANALYSTS'] }),
      reader: clashed.reader,
    })
    const opened = result.outcome === 'patched' ? openedBy(built, addressed(result.assertion)) : []
    expect(opened.map((arn) => arn.split('/').at(-1))).toEqual(['novo-clinical-prod-reader'])
    expect(lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'code-collision' }))
    await clashed.close()
  })
})

function groupsAre(data: SamlRequest['data'], attributeValues: unknown): void {
  Object.assign(data.assertion, { claims: { groups: { attributes: {}, attributeValues } } })
}

const EVENT = { headers: {}, isBase64Encoded: false } as unknown as Parameters<
  ReturnType<typeof samlHook>['handler']
>[0]
