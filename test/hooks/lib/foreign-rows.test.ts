import { declaredKey } from '../../../core/model/table-keys'
import { signIn } from '../../../hooks/lib/sign-in'
import { appliedRows, hookConfigOf, memoryLog, memoryTable, rowRole, type LogLine } from '../../support/hook-config'

/*
 * Two environments, each with a deployer of its own. What the deployer of `evil` writes must open nothing of `lab`: it
 * may write `ENV#evil`, and the rows of every group.
 */
const config = hookConfigOf({
  environments: {
    lab: { account: '111111111111', region: 'eu-central-1' },
    evil: { account: '666666666666', region: 'eu-central-1' },
  },
})
const row = (group: string, environment: string, code: string, ...roles: readonly object[]): object => ({
  ...declaredKey.group(group, environment),
  code,
  roles,
})
const own = rowRole('', {
  arn: 'arn:aws:iam::666666666666:role/acme/acme-evil-reader',
  services: { lake: 'arn:aws:iam::666666666666:saml-provider/acme-lake' },
})
const LAB = [...appliedRows({ READERS: 'AAAA' }), row('READERS', 'lab', 'AAAA', rowRole('acme-lab-reader'))]

async function codesOf(group: string, evil: readonly object[]): Promise<[codes: unknown, lines: readonly LogLine[]]> {
  const log = memoryLog()
  const request = { service: 'lake', user: 'eve@example.com', groups: [group], attributes: {} }
  const session = await signIn({ config, table: memoryTable([...LAB, ...evil]), log }, request).catch(() => undefined)
  return [session?.tags.GroupHash, log.lines]
}

test('its own group opens its own roles', async () => {
  const evil = [...appliedRows({ THIEVES: 'EEEE' }, ['evil']), row('THIEVES', 'evil', 'EEEE', own)]
  expect(await codesOf('THIEVES', evil)).toEqual(['.EEEE.', []])
  expect(await codesOf('READERS', evil)).toEqual(['.AAAA.', []])
})

test('a group of its own with the code of another opens nothing, and an alarm is raised', async () => {
  const evil = [...appliedRows({ THIEVES: 'AAAA' }, ['evil']), row('THIEVES', 'evil', 'AAAA', own)]
  for (const group of ['THIEVES', 'READERS']) {
    const [codes, lines] = await codesOf(group, evil)
    expect([group, codes]).toEqual([group, undefined])
    expect(lines).toMatchObject([{ level: 'error', event: 'code-collision' }])
    expect(lines[0]?.fields.contradictions).toEqual(
      expect.arrayContaining([
        ['READERS', 'AAAA', 'lab'],
        ['THIEVES', 'AAAA', 'evil'],
      ]),
    )
  }
})

test('another code for a group of others opens nothing with it', async () => {
  const evil = [...appliedRows({ READERS: 'EEEE' }, ['evil']), row('READERS', 'evil', 'EEEE', own)]
  expect(await codesOf('READERS', evil)).toMatchObject([undefined, [{ event: 'code-collision' }]])
})

test('a row of another environment for a group which that one does not name opens nothing', async () => {
  const evil = [
    ...appliedRows({ THIEVES: 'EEEE' }, ['evil']),
    row('THIEVES', 'lab', 'EEEE', rowRole('acme-lab-reader')),
  ]
  expect(await codesOf('THIEVES', evil)).toEqual([undefined, []])
})

test('a row with a role of another account is refused, and told', async () => {
  const role = rowRole('acme-lab-reader')
  const evil = [...appliedRows({ THIEVES: 'EEEE' }, ['evil']), row('THIEVES', 'evil', 'EEEE', role)]
  expect(await codesOf('THIEVES', evil)).toMatchObject([
    undefined,
    [{ level: 'error', event: 'failed', fields: { cause: 'row', PK: 'GROUP#THIEVES', SK: 'ENV#evil' } }],
  ])
})

test.each<[string, object]>([
  ['groups', { groups: undefined }],
  ['a code that is one', { groups: [{ name: 'THIEVES', code: 'AA*A' }] }],
  ['names', { groups: [{ code: 'EEEE' }] }],
])('what it is applied with, without %s, is heard of nothing, and the others stand', async (_, change) => {
  const [meta] = appliedRows({ THIEVES: 'EEEE' }, ['evil'])
  const evil = [{ ...meta, ...change }, row('THIEVES', 'evil', 'EEEE', own)]
  const told = [{ event: 'failed', fields: { cause: 'row', PK: 'ENV#evil', SK: 'META' } }]
  expect(await codesOf('THIEVES', evil)).toMatchObject([undefined, told])
  expect(await codesOf('READERS', evil)).toMatchObject(['.AAAA.', told])
})
