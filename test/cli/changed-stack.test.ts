import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changedStack } from '../../cli/lib/changed-stack'
import { oktaStack } from '../support/okta'

const folder = mkdtempSync(join(tmpdir(), 'trustloom-changed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'cdk.tf.json')

const fresh = oktaStack({ attributes: { initials: 'user.initials' } })
const text = JSON.stringify(fresh)

function told(edited: string): string[] {
  writeFileSync(path, edited)
  return changedStack('okta', path, fresh).map(({ message }) => message)
}

const replaced = (from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`${from} is not in the stack`)
  return text.replace(from, () => to)
}

test('what Trustloom renders is as it renders it, with other blanks, in another order, and with other remarks', () => {
  expect(told(text)).toEqual([])
  const { resource, '//': _, ...rest } = JSON.parse(text) as Record<string, unknown>
  expect(told(JSON.stringify({ resource, ...rest, '//': 'mine' }, null, 4))).toEqual([])
})

function moved(type: string, name: string): string {
  const { resource, ...rest } = JSON.parse(text) as { resource: Record<string, Record<string, unknown>> }
  const { [name]: body, ...others } = resource[type]!
  return JSON.stringify({ ...rest, resource: { ...resource, [type]: others }, [`${type}.${name}`]: body })
}

const odd = 'is not as Trustloom renders it:'
test.each<[string, string, string[]]>([
  [
    'another expression',
    replaced('"values":["user.initials"]', '"values":["user.title"]'),
    [`okta_app_saml.databricks ${odd} attribute_statements.1.values.0 is "user.title", and not "user.initials"`],
  ],
  [
    'an argument more',
    replaced('"type":"com.okta.saml.tokens.transform"', '"headers":[],"type":"com.okta.saml.tokens.transform"'),
    [`okta_inline_hook.saml ${odd} headers is [], and not absent`],
  ],
  [
    'an argument less',
    replaced('"assertion_signed":true,', ''),
    [`okta_app_saml.databricks ${odd} assertion_signed is absent, and not true`],
  ],
  [
    'a list in place of a map',
    replaced('"auth":{"type":"HEADER","key":"Authorization","value":"${var.hook_secret}"}', '"auth":[]'),
    [
      `okta_inline_hook.saml ${odd} auth is [], and not {"key":"Authorization","type":"HEADER","value":"\${var.hook_secret}"}`,
    ],
  ],
  [
    'a resource more',
    replaced('"okta_inline_hook":{', '"okta_inline_hook":{"more":{},'),
    ['okta_inline_hook.more is not what Trustloom renders'],
  ],
  [
    'a resource of another type',
    replaced('"resource":{', '"resource":{"aws_iam_role":{"x":{}},'),
    ['aws_iam_role.x is not what Trustloom renders'],
  ],
  [
    'a type that is no map',
    replaced('"resource":{', '"resource":{"aws_iam_role":[{"x":{}}],'),
    ['aws_iam_role. is not what Trustloom renders'],
  ],
  [
    'a resource less',
    JSON.stringify({ ...fresh, resource: { ...fresh.resource, okta_app_saml: {} } }),
    ['okta_app_saml.databricks is missing'],
  ],
  ['no import', JSON.stringify({ ...fresh, import: undefined }), ['import is missing']],
  [
    'another organisation',
    replaced('"org_name":"login"', '"org_name":"evil"'),
    [`provider ${odd} okta.0.org_name is "evil", and not "login"`],
  ],
  [
    'a secret with a default',
    replaced('"sensitive":true', '"sensitive":true,"default":"x"'),
    [`variable ${odd} hook_secret.default is "x", and not absent`],
  ],
  [
    'a key that stands twice',
    replaced('"variable":{', '"variable":{"hook_url":{},'),
    [`${path} is not a JSON object, or has a key twice`],
  ],
  ['no object', '[]', [`${path} is not a JSON object, or has a key twice`]],
  [
    'a resource that is written beside the resources, where Terraform does not look',
    moved('okta_app_saml', 'databricks'),
    ['"okta_app_saml.databricks" is not what Trustloom renders', 'okta_app_saml.databricks is missing'],
  ],
  ['no JSON', '{', [`${path} is not a JSON object, or has a key twice`]],
])('%s is told', (_, edited, messages) => {
  expect(told(edited)).toEqual(messages)
})
