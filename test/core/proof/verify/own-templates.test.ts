import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder, memoryFolder } from '../../../../core/model/folder'
import type { Statement } from '../../../../core/policy/document'
import { verify, type Verification } from '../../../../core/proof/verify'
import { verificationJson } from '../../../../core/proof/verify/json'
import { verificationText } from '../../../../core/proof/verify/text'
import { build, ENVIRONMENT, load, MESH, PROJECT, smallMesh, synthesize } from '../../../support/mesh'

const FILE = 'templates/policies/data-lake-user.json.hbs'
const BUILT_IN = readFileSync(join(PROJECT, FILE), 'utf8')
const SITES = `  sites:
    owner: APPROVERS
    classification: internal
    tables: { sites: { columns: { site: string } } }
    access: []
`

const waived = (rule: string, at: string): string =>
  `  - { rule: ${rule}, at: ${at}, reason: "CR-1: until the next release" }\n`

/** The proof of a mesh whose own template takes the place of a built-in one; `edit` changes what was rendered. */
function proved(template: string, waivers = '', edit = (text: string): string => text): Verification {
  const mesh = waivers === '' ? MESH : `${MESH}waive:\n${waivers}`
  const built = build(smallMesh({ 'mesh.yaml': mesh, 'lab.yaml': ENVIRONMENT + SITES, [FILE]: template }))
  const rendered = synthesize(built)
  const stacks = [...rendered].map(([name, json]) => ({ name, read: () => edit(JSON.stringify(json)) }))
  return verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })
}

const without = (action: string): string => {
  const found = BUILT_IN.replace(new RegExp(`\\s*"${action}",`), '')
  if (found === BUILT_IN) throw new Error(`the built-in template has no ${action}`)
  return found
}

/** The built-in template with one more statement, which begins in line 46. */
function withStatement(statement: Statement): string {
  const found = BUILT_IN.replace(/"Statement": \[\n/, (text) => `${text}    ${JSON.stringify(statement)},\n`)
  if (found === BUILT_IN) throw new Error('the built-in template has no statements')
  return found
}

const allow = (action: string, resource: string): Statement => ({ Effect: 'Allow', Action: action, Resource: resource })
const LINE = withStatement(allow('x:Y', '*'))
  .split('\n')
  .findIndex((each) => each.includes('"x:Y"'))

const AT = 'acme-lab-reader/data-lake-user'
const BOTH = ['acme-lab-owner/data-lake-user', AT]

const said = ({ differences }: Verification): string[] => differences.map(({ message }) => message)

const ofTemplates = ({ exceptions }: Verification): string[] =>
  exceptions
    .filter(({ at }) => at?.file.endsWith('.hbs'))
    .map(({ role, what, at }) => `${role} ${what} (${at!.file}:${at!.line}:${at!.column})`)

test('what it leaves out is an exception, with the template', () => {
  const found = proved(without('athena:StopQueryExecution'))
  expect(said(found)).toEqual([])
  expect(ofTemplates(found)).toEqual(
    ['acme-lab-owner', 'acme-lab-reader'].map(
      (role) => `${role} may not athena:StopQueryExecution: workgroup/${role} (mesh/${FILE}:1:1)`,
    ),
  )
})

test('what breaks a path stops', () => {
  const found = proved(without('athena:StartQueryExecution').replace('"glue:GetTable",', ''))
  expect(said(found).join('\n')).toMatch(/acme-lab-reader may not glue:GetTable catalog, which its paths give it/)
  expect(said(found).join('\n')).toMatch(
    /acme-lab-reader may not athena:StartQueryExecution workgroup\/acme-lab-reader/,
  )
  const noData = BUILT_IN.replace('"lakeformation:GetDataAccess"', '"lakeformation:GetDataLakePrincipal"')
  expect(said(proved(noData)).join('\n')).toMatch(/acme-lab-reader may not lakeformation:GetDataAccess/)
})

test('an action of another service is an exception, with its line', () => {
  const found = proved(withStatement(allow('bedrock:InvokeModel', '*')))
  expect(said(found)).toEqual([])
  expect(ofTemplates(found)).toEqual(
    ['acme-lab-owner', 'acme-lab-reader'].map((role) => {
      const column = '    {"Effect":"Allow","Action":'.length + 1
      return `${role} may bedrock:InvokeModel (mesh/${FILE}:${LINE + 1}:${column})`
    }),
  )
})

test.each([
  ['publishes', 'sns:Publish'],
  ['writes to streams', 'kinesis:PutRecord'],
])('an action of another service that %s stops', (_, action) => {
  const found = proved(withStatement(allow(action, '*')))
  expect(said(found).join('\n')).toContain(`acme-lab-reader may ${action}, which nothing in the mesh calls for`)
  expect(found.differences.map(({ at }) => `${at?.file}:${at?.line}`)).toEqual(
    BOTH.map(() => `mesh/${FILE}:${LINE + 1}`),
  )
  expect(
    said(proved(withStatement(allow(action, '*')), BOTH.map((at) => waived('own-template', at)).join(''))),
  ).toEqual([])
})

test('what stops says what to do', () => {
  const { messages } = verificationText(proved(withStatement(allow('kinesis:PutRecord', '*'))), (stack) => stack)
  expect(messages.filter((each) => each.startsWith('  = ') && each.includes('waive'))).toEqual(
    BOTH.map(
      (at) =>
        `  = change the template, or waive own-template at ${at} with a reason; rendered in lab: aws_iam_role.persona_${at.split(/[-/]/)[2]}`,
    ),
  )
})

test('an action of a known service that leads to no data is an exception, too', () => {
  const found = proved(withStatement(allow('logs:GetLogEvents', '*')))
  expect(said(found)).toEqual([])
  expect(ofTemplates(found)[0]).toMatch(/^acme-lab-owner may logs:GetLogEvents: .*hbs:\d+:\d+\)$/)
})

test('a template for a persona of its own that only queries is no exception', () => {
  const built = build(diskFolder(join(PROJECT, 'docs', 'examples', 'own-persona'), 'own-persona'))
  const rendered = synthesize(built)
  const stacks = [...rendered].map(([name, json]) => ({ name, read: () => JSON.stringify(json) }))
  const found = verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })
  expect(said(found)).toEqual([])
  expect(ofTemplates(found)).toEqual([])
})

const BREACHES: readonly (readonly [string, Statement, RegExp])[] = [
  [
    "another dataset's bucket",
    allow('s3:GetObject', 'arn:aws:s3:::acme-lab-sites-111111111111/*'),
    /acme-lab-reader may s3:GetObject acme-lab-sites-111111111111/,
  ],
  [
    'an object that no table has',
    allow('s3:GetObject', 'arn:aws:s3:::acme-lab-sites-111111111111/a/b.csv'),
    /acme-lab-reader may s3:GetObject acme-lab-sites-111111111111\/a\/b.csv/,
  ],
  ['every key', allow('kms:Decrypt', '*'), /acme-lab-reader may kms:Decrypt/],
  [
    'a key by its id',
    allow('kms:Decrypt', 'arn:aws:kms:eu-central-1:111111111111:key/aaaaaaaa-2222-3333-4444-555555555555'),
    /acme-lab-reader may kms:Decrypt arn:aws:kms:eu-central-1:111111111111:key\/aaaaaaaa/,
  ],
  [
    'a key of another account',
    allow('kms:Decrypt', 'arn:aws:kms:eu-central-1:999999999999:key/aaaaaaaa-2222-3333-4444-555555555555'),
    /acme-lab-reader may kms:Decrypt arn:aws:kms:eu-central-1:999999999999:key\/aaaaaaaa/,
  ],
  [
    "another dataset's key",
    {
      ...allow('kms:Decrypt', 'arn:aws:kms:eu-central-1:111111111111:key/*'),
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme-lab-sites' } },
    },
    /acme-lab-reader may kms:Decrypt alias\/acme-lab-sites/,
  ],
  [
    'a key by its id and an alias of nobody',
    {
      ...allow('kms:Decrypt', 'arn:aws:kms:eu-central-1:111111111111:key/aaaaaaaa-2222-3333-4444-555555555555'),
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/else' } },
    },
    /acme-lab-reader may kms:Decrypt alias\/else/,
  ],
  [
    'the catalogue of another account',
    allow('glue:GetTable', 'arn:aws:glue:eu-central-1:999999999999:*'),
    /999999999999/,
  ],
]

test.each(BREACHES)('%s stops', (_, statement, expected) => {
  expect(said(proved(withStatement(statement))).join('\n')).toMatch(expected)
})

/** What rules about policies forbid, and somebody waived. */
const RULED: readonly (readonly [string, string, Statement, RegExp])[] = [
  [
    'a role of another account',
    'administrative-action',
    allow('sts:AssumeRole', 'arn:aws:iam::999999999999:role/other'),
    /acme-lab-reader may sts:AssumeRole arn:aws:iam::999999999999:role\/other/,
  ],
  ['every role', 'administrative-action', allow('sts:AssumeRole', '*'), /acme-lab-reader may sts:AssumeRole/],
]

test.each(RULED)('%s stops', (_, rule, statement, expected) => {
  const template = withStatement(statement)
  const folder = (waivers: string) => smallMesh({ 'mesh.yaml': `${MESH}waive:\n${waivers}`, [FILE]: template })
  const waivers = BOTH.map((at) => waived(rule, at)).join('')
  const isRuled = load(folder(waivers)).mesh !== undefined
  expect(isRuled).toBe(true)
  expect(said(proved(template, waivers)).join('\n')).toMatch(expected)
})

describe('a waiver with a reason', () => {
  const template = withStatement(allow('s3:GetObject', 'arn:aws:s3:::acme-lab-sites-111111111111/*'))
  const all = BOTH.map((at) => waived('own-template', at)).join('')

  test('sets a breach aside, and is told', () => {
    const found = proved(template, all)
    expect(said(found)).toEqual([])
    const { data, messages } = verificationText(found, (stack) => stack)
    expect(messages).toEqual([])
    expect(data.filter((each) => each.startsWith('waived'))).toEqual([
      'waived own-template at acme-lab-owner/data-lake-user: CR-1: until the next release (mesh/mesh.yaml:9:13)',
      `waived own-template at ${AT}: CR-1: until the next release (mesh/mesh.yaml:10:13)`,
    ])
    expect(data.at(-1)).toMatch(/^everything is as the files say; \d+ exceptions?, 2 waived$/)
    expect(verificationJson(found)).toMatchObject({
      differences: [],
      waived: BOTH.map((at, index) => ({
        rule: 'own-template',
        environment: 'lab',
        at,
        reason: 'CR-1: until the next release',
        source: `mesh/mesh.yaml:${9 + index}:13`,
      })),
    })
  })

  test('holds only where it says', () => {
    expect(said(proved(template, waived('own-template', AT))).map((each) => each.split(' ')[0])).toEqual([
      'acme-lab-owner',
    ])
  })

  test('holds for a path that a template breaks', () => {
    const noData = BUILT_IN.replace('"lakeformation:GetDataAccess"', '"lakeformation:GetDataLakePrincipal"')
    const both = ['acme-lab-owner', 'acme-lab-reader'].map((at) => waived('own-template', at)).join('')
    expect(said(proved(noData, both))).toEqual([])
  })

  test('does not hide what was edited in the output', () => {
    const edit = (text: string): string => text.replaceAll('athena:StopQueryExecution', 'athena:DeleteWorkGroup')
    expect(said(proved(template, all, edit)).join('\n')).toMatch(/acme-lab-reader, for READERS, is not what/)
  })

  test('does not reach a built-in template', () => {
    const edit = (text: string): string => text.replaceAll('athena:StopQueryExecution', 'athena:DeleteWorkGroup')
    const built = build(
      smallMesh({
        'mesh.yaml': `${MESH}waive:\n${waived('own-template', 'acme-lab-reader')}`,
        'lab.yaml': ENVIRONMENT,
      }),
    )
    const rendered = synthesize(built)
    const stacks = [...rendered].map(([name, json]) => ({ name, read: () => edit(JSON.stringify(json)) }))
    const found = said(verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })).join('\n')
    expect(found).toMatch(/acme-lab-reader may not athena:StopQueryExecution/)
  })

  test('that nothing needs any more is told', () => {
    const { messages } = verificationText(proved(BUILT_IN, waived('own-template', AT)), (stack) => stack)
    expect(messages).toEqual([
      `mesh/mesh.yaml:9:13 warning[unused-waiver] nothing at ${AT} breaks the rule own-template any more`,
      '  = remove the waiver',
    ])
  })

  test('holds in a mesh that lies where the command runs', () => {
    const files = { 'mesh.yaml': `${MESH}waive:\n${all}`, 'lab.yaml': ENVIRONMENT + SITES, [FILE]: template }
    const built = build(memoryFolder('', files))
    const stacks = [...synthesize(built)].map(([name, json]) => ({ name, read: () => JSON.stringify(json) }))
    expect(said(verify({ ...built, stacks, render: () => ({}) }))).toEqual([])
  })
})
