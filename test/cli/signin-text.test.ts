import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signInJson } from '../../cli/lib/sign-in/json'
import { reportOf } from '../../cli/lib/sign-in/report'
import { labConfig } from '../../cli/lib/sign-in/lab-config'
import { differenceText, signInText } from '../../cli/lib/sign-in/text'
import { memoryFolder } from '../../core/model/folder'
import { build, exampleFolder, PROJECT } from '../support/mesh'
import { put, somebody, type Edits } from './signin-lab'

const folder = exampleFolder()
const files = Object.fromEntries(folder.list().map((name) => [name, folder.read(name) ?? '']))
const attributes = '\nhooks: { attributes: { initials: user.initials, department: department } }\n'
const mesh = (files['mesh.yaml'] ?? '').replace(/^hooks:(?:.*\n(?=[ \t]))*.*\n/m, '') + attributes
const built = build(memoryFolder('environments', { ...files, 'mesh.yaml': mesh }))
const config = labConfig(built.mesh, built.registry)

async function reported(asked: Parameters<typeof somebody>[1], edits?: Edits) {
  const tried = await somebody(built, asked, edits)
  return reportOf(tried.asked, tried, config)
}

const home = { service: 'home', groups: ['ADG-EMPLOYEES'] }

test('home storage: the folders that the session’s tags name', async () => {
  const sent = { initials: 'ANNA', department: 'R+D' }
  const text = signInText(await reported({ ...home, attributes: sent })).join('\n')
  expect(text).toMatch(/^ {2}initials +ANNA$/m)
  expect(text).toMatch(/^ {2}s3:\/\/novo-home\/home\/user\/ANNA\/ +s3:DeleteObject, s3:GetObject, s3:PutObject$/m)
  expect(text).toMatch(/^ {2}s3:\/\/novo-home\/home\/department\/R\+D\/ +s3:DeleteObject, s3:GetObject, s3:PutObject$/m)
  expect(text).toMatch(/^ {2}source identity +none, which the protocol cannot pass$/m)
})

test('home storage: a folder whose tag the session lacks is told', async () => {
  const text = signInText(await reported({ ...home, attributes: { initials: 'ANNA' } })).join('\n')
  expect(text).toMatch(/home\/user\/ANNA\/ +s3:/)
  expect(text).toMatch(/home\/department\/<department>\/ +nothing: the session has no tag department$/m)
})

test('a tag that is left out is told, and what reads it stays shut', async () => {
  const report = await reported({ ...home, attributes: { initials: 'ANNA', department: 'R&D' } })
  const text = signInText(report).join('\n')
  expect(text).toMatch(/^ {2}department +left out: it holds "&", and AWS takes letters, digits, spaces/m)
  expect(text).toMatch(/home\/department\/<department>\/ +nothing: the session has no tag department$/m)
  expect(signInJson(report, config)).toMatchObject({
    session: { leftOut: [{ tag: 'department', why: expect.stringContaining('"&"') }] },
  })
})

test('a session: its name, how long it lasts, every tag', async () => {
  const groups = ['ADG-GXP-AUDIT', 'ADG-STATISTICS']
  const lines = signInText(await reported({ groups, attributes: { initials: 'ANNA' } }))
  const codes = groups.map((group) => built.registry.groups[group]?.code ?? '').sort()
  const start = lines.indexOf('session')
  expect(lines.slice(start, lines.indexOf('', start))).toEqual([
    'session',
    '  name                   anna@novonordisk.com',
    '  source identity        anna@novonordisk.com',
    '  lasts                  at most 1 hour',
    `  GroupHash              .${codes.join('.')}.`,
    ...codes.map(
      (code) => `    ${code}                 ${groups.find((group) => built.registry.groups[group]?.code === code)}`,
    ),
    '  initials               ANNA',
    '  stay in further roles  GroupHash, initials',
  ])
})

test('the README shows what the command prints', async () => {
  const [, args = '', printed = ''] =
    /^\$ npx --no trustloom signin (.*)\n([^]*?)\n```$/m.exec(readFileSync(join(PROJECT, 'README.md'), 'utf8')) ?? []
  expect(args).toBe('--service databricks --user anna@novonordisk.com --groups ADG-STATISTICS')
  const example = build(exampleFolder())
  const tried = await somebody(example, { groups: ['ADG-STATISTICS'] })
  const report = reportOf(tried.asked, tried, labConfig(example.mesh, example.registry))
  expect(signInText(report).join('\n')).toBe(printed)
})

describe('a role that stays shut', () => {
  const trust = put('aws_iam_role', 'share_adg-statistics', 'assume_role_policy', '*.67qB.*', '*.aaaa.*')
  const shut = (service = 'databricks') => reported({ service, groups: ['ADG-STATISTICS'] }, { 'clinical-prod': trust })

  test.each(['databricks', 'jupyterhub'])('is told with why, and no data: %s', async (service) => {
    const lines = signInText(await shut(service))
    expect(lines).toContain('shut  novo-clinical-prod-share-adg-statistics')
    expect(lines.join('\n')).toMatch(/^ {2}why +no statement allows sts:AssumeRoleWith\w+; no statement allows/m)
    expect(lines.join('\n')).not.toContain('clinical_prod_trials')
    expect(lines.at(-1)).toBe('1 difference')
  })

  test('is a difference with its line and its place in the output', async () => {
    const [first, second] = differenceText((await shut()).differences, (stack) => `out/${stack}`)
    expect(first).toMatch(/^environments\/clinical-prod\.yaml:\d+:\d+ error\[shut\] novo-clinical-prod-share-adg-stat/)
    expect(second).toBe('  = rendered in out/clinical-prod: aws_iam_role.share_adg-statistics')
  })

  test('says so in JSON', async () => {
    expect(signInJson(await shut(), config)).toMatchObject({
      application: '0oa1databricks',
      roles: [{ open: false, shut: expect.stringMatching(/^no statement allows/), data: [] }],
      differences: [{ kind: 'shut', service: 'databricks' }],
    })
  })
})
