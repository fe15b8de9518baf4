import type { HookConfig } from '../../../core/model/hook-config'
import { declaredKey } from '../../../core/model/table-keys'
import type { RefusalCode } from '../../../hooks/lib/refusal'
import type { Session, SignInRequest } from '../../../hooks/lib/session'
import { signIn } from '../../../hooks/lib/sign-in'
import { growth, LINEAR } from '../../support/growth'
import { appliedRows, hookConfigOf, memoryLog, memoryTable, rowRole, type Codes } from '../../support/hook-config'

const CODES = { READERS: 'AAAA', WRITERS: 'BBBB', Ärzte: 'CCCC' }
const config = hookConfigOf({
  attributes: { initials: 'initials', department: 'dep' },
})

const row = (group: string, code: string, ...roles: readonly object[]): object => ({
  ...declaredKey.group(group, 'lab'),
  code,
  roles,
})
const ROWS = [
  row('READERS', 'AAAA', rowRole('reader', { sessionHours: 4 })),
  row('WRITERS', 'BBBB', rowRole('writer', { sessionHours: 2 }), rowRole('reader', { sessionHours: 4 })),
  row('Ärzte', 'CCCC', rowRole('doctor', { services: { notebooks: 'arn:aws:iam::111111111111:oidc-provider/x' } })),
]

const REQUEST: SignInRequest = { service: 'lake', user: 'anna@example.com', groups: ['READERS'], attributes: {} }

const run = (
  request: Partial<SignInRequest>,
  rows: readonly object[] = ROWS,
  mesh: HookConfig = config,
  codes: Codes = CODES,
) => {
  const table = memoryTable([...rows, ...appliedRows(codes)])
  const log = memoryLog()
  const session = signIn({ config: mesh, table, log }, { ...REQUEST, ...request })
  return { session, table, log }
}

const sessionOf = (...args: Parameters<typeof run>): Promise<Session> => run(...args).session

const refusalOf = async (...args: Parameters<typeof run>): Promise<RefusalCode> => {
  const refused: { code: RefusalCode } = await run(...args).session.then(
    () => ({ code: 'none' as RefusalCode }),
    (error: { code: RefusalCode }) => error,
  )
  return refused.code
}

describe('signIn', () => {
  it('opens the roles of the groups that the mesh knows, and carries their codes', async () => {
    expect(await sessionOf({ groups: ['writers', 'READERS', 'CANTEEN'] })).toEqual({
      service: 'lake',
      sessionName: 'anna@example.com',
      sourceIdentity: 'anna@example.com',
      roles: ['reader', 'writer'].map((name) => ({
        arn: `arn:aws:iam::111111111111:role/acme/${name}`,
        provider: 'arn:aws:iam::111111111111:saml-provider/acme-lake',
        persona: 'reader',
      })),
      groups: ['READERS', 'WRITERS'],
      tags: { GroupHash: '.AAAA.BBBB.' },
      transitiveTags: ['GroupHash'],
      duration: 7200,
    })
  })

  it('compares groups in normal form C and without case', async () => {
    const session = await sessionOf({ service: 'notebooks', groups: ['A\u0308RZTE'.normalize('NFD')] })
    expect(session.groups).toEqual(['Ärzte'])
  })

  // U+212A KELVIN SIGN for K, U+212B ANGSTROM SIGN for Å, U+2126 OHM SIGN for Ω, U+03F4 for Θ, and compatibility forms.
  it.each([
    ['KELVIN', '\u212AELVIN'],
    ['KELVIN', '\u212Aelvin'],
    ['kelvin', '\u212AELVIN'],
    ['\u00C5RHUS', '\u212BRHUS'],
    ['\u03A9-LAB', '\u2126-LAB'],
    ['\u0398-LAB', '\u03F4-LAB'],
    ['READERS', '\uFF32EADERS'],
    ['TEAM2', 'TEAM\u00B2'],
    ['FILES', '\uFB01LES'],
  ])('does not take a member of the group that looks like %s for one of it: %s', async (group, other) => {
    const asked = [[row(group, 'AAAA', rowRole('reader'))], config, { [group]: 'AAAA' }] as const
    expect((await sessionOf({ groups: [group] }, ...asked)).groups).toEqual([group])
    expect(await refusalOf({ groups: [other] }, ...asked)).toBe('no-roles')
  })

  it('carries no code of a group that opens nothing through the service', async () => {
    const session = await sessionOf({ groups: ['READERS', 'Ärzte'] })
    expect(session.tags).toEqual({ GroupHash: '.AAAA.' })
  })

  it('asks for each registered group once, and for nobody else', async () => {
    const { session, table } = run({ groups: ['READERS', 'readers', 'CANTEEN', 'constructor', '__proto__', ''] })
    await session
    expect(table.asked).toEqual(['ENV#lab / META', 'GROUP#READERS'])
  })

  it('carries the attributes of the mesh that have a value, and no others', async () => {
    const attributes = { initials: ['ANNA'], department: [''], title: ['Dr'], GroupHash: ['.BBBB.'] }
    const session = await sessionOf({ attributes })
    expect(session.tags).toEqual({ initials: 'ANNA', GroupHash: '.AAAA.' })
    expect(session.transitiveTags).toEqual(['GroupHash', 'initials'])
  })

  it('takes no attribute for one that every object has', async () => {
    const mesh = { ...config, attributes: { constructor: 'x', toString: 'y' } }
    expect((await sessionOf({}, ROWS, mesh)).tags).toEqual({ GroupHash: '.AAAA.' })
  })

  describe('an attribute of the directory that no session tag takes', () => {
    const left = async (department: readonly unknown[], scope: Partial<Parameters<typeof signIn>[0]> = {}) => {
      const log = memoryLog()
      const attributes = { initials: ['ANNA'], department }
      const session = await signIn(
        { config, table: memoryTable([...ROWS, ...appliedRows(CODES)]), log, ...scope },
        { ...REQUEST, attributes },
      )
      return { tags: session.tags, stay: session.transitiveTags, lines: log.lines }
    }

    it.each<[string, readonly unknown[], string]>([
      ['an ampersand', ['R&D'], 'it holds "&", and AWS takes letters, digits, spaces and _ . : / = + - @'],
      ['parentheses', ['Legal (DK)'], 'it holds "(", and AWS takes letters, digits, spaces and _ . : / = + - @'],
      ['an apostrophe', ["O'Brien Unit"], `it holds "'", and AWS takes letters, digits, spaces and _ . : / = + - @`],
      ['a semicolon', ['Sales; EMEA'], 'it holds ";", and AWS takes letters, digits, spaces and _ . : / = + - @'],
      ['a line break', ['a\nb'], 'it holds "\\n", and AWS takes letters, digits, spaces and _ . : / = + - @'],
      ['a picture', ['R 🚀'], 'it holds "🚀", and AWS takes letters, digits, spaces and _ . : / = + - @'],
      ['257 characters', ['A'.repeat(257)], 'it has 257 characters, and AWS takes 256'],
      ['a reserved beginning', ['AWS:admin'], 'it begins with aws:, which AWS keeps for itself'],
      ['two values', ['Sales', 'EMEA'], 'it has 2 values, and a session tag has one'],
      ['an object', [{}], 'it is no text'],
      ['a list in a list', [['Sales']], 'it is no text'],
    ])('is left out and told to the log: %s', async (_, department, why) => {
      const { tags, stay, lines } = await left(department)
      expect(tags).toEqual({ initials: 'ANNA', GroupHash: '.AAAA.' })
      expect(stay).toEqual(['GroupHash', 'initials'])
      const fields = { user: 'anna@example.com', service: 'lake', tag: 'department', attribute: 'dep', why }
      expect(lines).toEqual([{ level: 'warn', event: 'attribute-left-out', fields }])
    })

    it.each([[[]], [['']], [['', '']]])('is not told where there is none: %j', async (department) => {
      const { tags, lines } = await left(department)
      expect([tags, lines]).toEqual([{ initials: 'ANNA', GroupHash: '.AAAA.' }, []])
    })

    it.each([
      [['Køb og salg'], 'Køb og salg'],
      [['研究開発'], '研究開発'],
      [[7], '7'],
      [['', 'Sales'], 'Sales'],
      [['A'.repeat(256)], 'A'.repeat(256)],
    ])('is no other: %j', async (department, tag) => {
      const { tags, lines } = await left(department)
      expect([tags.department, lines]).toEqual([tag, []])
    })

    it('is one, the longest, where all together are more than the protocol carries', async () => {
      // GroupHash with one code and initials take 27 bytes, department with its value 18.
      expect((await left(['Research'], { tagBytes: 45 })).tags).toHaveProperty('department', 'Research')
      const { tags, lines } = await left(['Research'], { tagBytes: 44 })
      expect(tags).toEqual({ initials: 'ANNA', GroupHash: '.AAAA.' })
      expect(lines).toMatchObject([
        { fields: { why: 'all session tags together have 45 bytes, and there is room for 44' } },
      ])
    })
  })

  it('says who was refused', async () => {
    const { session } = run({ user: 'änna@example.com' })
    await expect(session).rejects.toMatchObject({ detail: { user: 'änna@example.com', service: 'lake' } })
  })

  it.each<[RefusalCode, Partial<SignInRequest>]>([
    ['bad-user', { user: 'a' }],
    ['bad-user', { user: `${'a'.repeat(53)}@example.com` }],
    ['bad-user', { user: 'anna maria@example.com' }],
    ['bad-user', { user: 'änna@example.com' }],
    ['bad-user', { user: 'anna\n@example.com' }],
    ['bad-user', { user: 'aws:anna@example.com' }],
    ['foreign-user', { user: 'anna@example.com.evil.org' }],
    ['foreign-user', { user: 'anna@EXAMPLE.com' }],
    ['no-groups', { groups: [] }],
    ['no-roles', { groups: ['CANTEEN'] }],
    ['no-roles', { groups: ['Ärzte'] }],
    ['unknown-application', { service: 'warehouse' }],
    ['unknown-application', { service: 'constructor' }],
  ])('refuses with %s: %j', async (code, request) => {
    expect(await refusalOf(request)).toBe(code)
  })

  it('reads nothing for somebody who cannot sign in anyway', async () => {
    const { session, table } = run({ user: 'anna@evil.org' })
    await expect(session).rejects.toThrow('not one of this data mesh')
    expect(table.asked).toEqual([])
  })

  it('takes a user of 64 characters', async () => {
    const user = `${'a'.repeat(52)}@example.com`
    expect((await sessionOf({ user })).sourceIdentity).toBe(user)
  })

  it('refuses more groups than the service takes, and leaves none out', async () => {
    const { lake } = config.services
    const few = { ...config, services: { lake: { ...lake!, maxGroups: 1 } } }
    expect(await refusalOf({ groups: ['READERS', 'WRITERS'] }, ROWS, few)).toBe('too-many-groups')
    expect((await sessionOf({ groups: ['READERS', 'Ärzte'] }, ROWS, few)).groups).toEqual(['READERS'])
  })

  it.each([
    [51, 'none'],
    [52, 'too-many-groups'],
    [101, 'too-many-groups'],
  ])('of %d groups with a role: %s', async (count, code) => {
    const { mesh, rows, groups, codes } = manyGroups(count)
    expect(await refusalOf({ groups }, rows, mesh, codes)).toBe(code)
  })

  it('asks for at most 100 groups', async () => {
    const { mesh, rows, groups, codes } = manyGroups(101)
    const { session, table } = run({ groups }, rows, mesh, codes)
    await expect(session).rejects.toMatchObject({ code: 'too-many-groups' })
    expect(table.asked).toEqual(['ENV#lab / META'])
  })

  it('takes no more time for each of 100,000 groups than for each of a few', async () => {
    const groups = Array.from({ length: 100_000 }, (_, index) => `ADG-${index}`)
    const session = (of: number): Promise<Session> => sessionOf({ groups: [...groups.slice(0, of), 'READERS'] })
    expect((await session(100_000)).groups).toEqual(['READERS'])
    expect(await growth(100_000 / 32, 100_000, session)).toBeLessThan(LINEAR)
  })

  it.each<[string, () => never]>([
    ['that does not answer', () => raise('TimeoutError')],
    ['that is throttled', () => raise('ProvisionedThroughputExceededException')],
    ['that is gone', () => raise('ResourceNotFoundException')],
  ])('is refused with a table %s', async (_, fail) => {
    const table = { partition: async () => fail(), rows: async () => fail() }
    await expect(signIn({ config, table, log: memoryLog() }, REQUEST)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

function raise(name: string): never {
  throw Object.assign(new Error('no'), { name })
}

function manyGroups(count: number): { mesh: HookConfig; rows: object[]; groups: string[]; codes: Codes } {
  const groups = Array.from({ length: count }, (_, index) => `G${index}`)
  const codes = Object.fromEntries(groups.map((name, index) => [name, String(index).padStart(4, '0')]))
  return {
    mesh: hookConfigOf(),
    codes,
    rows: groups.map((name) => row(name, codes[name]!, rowRole(name))),
    groups,
  }
}
