import { declaredKey } from '../../../core/model/table-keys'
import type { Session } from '../../../hooks/lib/session'
import { signIn } from '../../../hooks/lib/sign-in'
import {
  appliedRows,
  hookConfigOf,
  memoryLog,
  memoryTable,
  rowRole,
  type Codes,
  type LogLine,
} from '../../support/hook-config'

const row = (group: string, code: string, role = group.toLowerCase(), environment = 'lab'): object => ({
  ...declaredKey.group(group, environment),
  code,
  roles: [rowRole(role)],
})

const PLACE = { account: '111111111111', region: 'eu-central-1' }
const ENVIRONMENTS = { lab: PLACE, plant: PLACE }

async function run(
  groups: Codes,
  rows: readonly object[],
): Promise<{ session: Session | undefined; lines: readonly LogLine[] }> {
  const log = memoryLog()
  const request = { service: 'lake', user: 'anna@example.com', groups: Object.keys(groups), attributes: {} }
  const table = memoryTable([...appliedRows(groups, Object.keys(ENVIRONMENTS)), ...rows])
  const scope = { config: hookConfigOf({ environments: ENVIRONMENTS }), table, log }
  const session = await signIn(scope, request).catch(() => undefined)
  return { session, lines: log.lines }
}

describe('codes that are not certain', () => {
  it('two groups with one code are both dropped, and others are not', async () => {
    const groups = { ONE: 'AAAA', TWO: 'AAAA', THREE: 'BBBB' }
    const { session, lines } = await run(groups, [row('ONE', 'AAAA'), row('TWO', 'AAAA'), row('THREE', 'BBBB')])
    expect(session?.groups).toEqual(['THREE'])
    expect(session?.tags).toEqual({ GroupHash: '.BBBB.' })
    expect(session?.roles.map(({ arn }) => arn.split('/').at(-1))).toEqual(['three'])
    expect(lines).toMatchObject([{ level: 'error', event: 'code-collision' }])
    expect(JSON.stringify(lines)).toContain('ONE')
    expect(JSON.stringify(lines)).not.toContain('THREE')
  })

  it('two groups with one code open nothing if only one of them has a role', async () => {
    const { session } = await run({ ONE: 'AAAA', TWO: 'AAAA' }, [row('ONE', 'AAAA')])
    expect(session).toBeUndefined()
  })

  it('a row with another code than its environment says drops its group, in every environment', async () => {
    const { session, lines } = await run({ ONE: 'AAAA', TWO: 'BBBB' }, [
      row('ONE', 'AAAA'),
      row('ONE', 'BBBB', 'other', 'plant'),
      row('TWO', 'BBBB'),
    ])
    expect(session?.groups).toEqual(['TWO'])
    expect(lines).toMatchObject([{ event: 'code-collision' }])
  })

  it.each([
    ['no list of roles', { roles: undefined }],
    ['a code of another form', { code: 'AA.A' }],
    ['an ARN with a comma', { roles: [rowRole('a,arn:aws:iam::111111111111:saml-provider/evil')] }],
    ['a session of a day', { roles: [rowRole('one', { sessionHours: 24 })] }],
    ['a role that is not one', { roles: [rowRole('one', { arn: 'arn:aws:iam::111111111111:user/anna' })] }],
    ['a provider with a comma', { roles: [rowRole('one', { services: { lake: 'a,b' } })] }],
  ])('a row with %s opens nothing, and the others stand', async (_, fault) => {
    const bad = { ...row('ONE', 'AAAA'), ...fault }
    const { session, lines } = await run({ ONE: 'AAAA', TWO: 'BBBB' }, [bad, row('TWO', 'BBBB')])
    expect(session?.groups).toEqual(['TWO'])
    expect(lines).toMatchObject([{ event: 'failed', fields: { PK: 'GROUP#ONE' } }])
  })

  it('says nothing where all codes are certain', async () => {
    const { session, lines } = await run({ ONE: 'AAAA', TWO: 'BBBB' }, [row('ONE', 'AAAA'), row('TWO', 'BBBB')])
    expect(session?.groups).toEqual(['ONE', 'TWO'])
    expect(lines).toEqual([])
  })
})
