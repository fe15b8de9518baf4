import { readSynth } from '../../../../core/terraform/read/synth'
import type { ReadStack } from '../../../../core/terraform/read/stack'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import { Expression } from '../../../../core/terraform/expression'
import { grant, iamArn, OUTPUT, PROVIDER, role, type Json } from '../../../support/stack-plan'

const AWS = { region: 'eu-central-1', allowed_account_ids: ['111111111111'] }
const stack = (more: Json = {}): Json => ({
  '//': { metadata: {} },
  terraform: { required_providers: {} },
  provider: { aws: [AWS] },
  output: { trustloom: { value: OUTPUT } },
  ...more,
})
const read = (more: Json = {}): ReadStack => readSynth(JSON.stringify(stack(more)), 'it')
const faults = (more: Json): readonly string[] => [...read(more).faults].map(([at, why]) => `${at} ${why}`)

test('what Trustloom renders has no faults', () => {
  const resource = { aws_iam_role: { reader: role() }, aws_lakeformation_permissions: { a: grant() } }
  const found = read({ resource, variable: {}, import: [] })
  expect([...found.faults]).toEqual([])
  expect(found.resources.map((each) => each.address)).toEqual([
    'aws_iam_role.reader',
    'aws_lakeformation_permissions.a',
  ])
  expect(found.output?.environment).toBe('lab')
})

test.each(['action', 'check', 'data', 'ephemeral', 'locals', 'module', 'moved', 'removed', 'whatever'])(
  '%s beside the resources is not understood',
  (key) => {
    const { notAnalysed } = stackSnapshot(read({ [key]: {} }), true)!
    const unlike = stackSnapshot(read({ [key]: { a: 'b' } }), true)!.notAnalysed
    const told = { environment: 'lab', address: key, reason: 'is not what Trustloom renders' }
    expect(notAnalysed).toMatchObject([told])
    expect(unlike).toMatchObject([told])
    expect(unlike[0]?.value).not.toBe(notAnalysed[0]?.value)
  },
)

test('a key that stands twice is a fault', () => {
  const text = JSON.stringify(stack({ resource: {} })).replace('"resource":{}', '"resource":{"aws_x":{}},"resource":{}')
  expect([...readSynth(text, 'it').faults]).toEqual([['it', 'has a key twice, and Terraform may take both']])
})

const FORM = 'is written in a form that Trustloom does not write'

test.each<[string, unknown, string]>([
  ['all resources', [{ aws_iam_user: { u: {} } }], `resource ${FORM}`],
  ['all resources as a text', 'x', `resource ${FORM}`],
  ['the resources of a type', { aws_iam_user: [{ u: {} }] }, `aws_iam_user ${FORM}`],
  ['several bodies of a resource', { aws_iam_user: { u: [{}, {}] } }, `aws_iam_user.u ${FORM}`],
  ['no body of a resource', { aws_iam_user: { u: [] } }, `aws_iam_user.u ${FORM}`],
  ['a text for a body', { aws_iam_user: { u: '${x}' } }, `aws_iam_user.u ${FORM}`],
  ['null for a body', { aws_iam_user: { u: null } }, `aws_iam_user.u ${FORM}`],
])('a list of %s is told', (_, resource, fault) => {
  expect(faults({ resource })).toEqual([fault])
})

test('a list of one body is that body, as Terraform reads it', () => {
  const { resources, faults: none } = read({ resource: { aws_x: { y: [{ name: 'a' }] } } })
  expect(resources).toEqual([{ address: 'aws_x.y', type: 'aws_x', values: { name: 'a' } }])
  expect(none.size).toBe(0)
})

test.each(['count', 'for_each', 'dynamic', 'provisioner', 'connection'])(
  'a resource with %s is not understood, even one that only protects',
  (key) => {
    const block = { bucket: 'acme-lab-trials', [key]: 0 }
    const side = stackSnapshot(read({ resource: { aws_s3_bucket_public_access_block: { b: block } } }), true)
    expect(side?.notAnalysed).toEqual([
      {
        environment: 'lab',
        address: 'aws_s3_bucket_public_access_block.b',
        reason: `has ${key}, which Trustloom does not render`,
      },
    ])
  },
)

test('texts are read as Terraform reads them', () => {
  const { resources } = read({ resource: { aws_x: { y: { a: '$${b}', c: '${d.e.f}', g: ['%%{h}'] } } } })
  expect(resources[0]?.values).toEqual({ a: '${b}', c: new Expression('${d.e.f}'), g: ['%{h}'] })
})

test('references to other resources are followed, and what cannot be is not analysed', () => {
  const to = (name: string): Json => grant({ principal: `\${aws_iam_role.${name}.arn}` })
  const resource = {
    aws_iam_role: { r: { ...role(), arn: undefined } },
    aws_iam_saml_provider: { p: PROVIDER },
    aws_lakeformation_permissions: { known: to('r'), unknown: to('gone') },
  }
  const side = stackSnapshot(read({ resource }), true)
  expect(side?.paths.map(({ path }) => path.group).sort()).toEqual(['READERS', 'known after apply'])
  expect(side?.notAnalysed.map((each) => each.address)).toEqual(['aws_lakeformation_permissions.unknown'])
})

test.each<[string, unknown, readonly (string | undefined)[]]>([
  ['a list', { aws: [AWS] }, ['111111111111', 'eu-central-1']],
  ['a block', { aws: AWS }, ['111111111111', 'eu-central-1']],
  ['one without an alias', { aws: [{ alias: 'hub', region: 'us-east-1' }, AWS] }, ['111111111111', 'eu-central-1']],
  ['only others', { aws: [{ ...AWS, alias: 'hub' }] }, [undefined, undefined]],
  ['one that is computed', { aws: [{ region: '${var.r}', allowed_account_ids: '${var.a}' }] }, [undefined, undefined]],
  ['none', undefined, [undefined, undefined]],
  ['a list of providers', [{ aws: AWS }], [undefined, undefined]],
])('the account and Region of %s', (_, provider, expected) => {
  const { account, region } = read({ provider })
  expect([account, region]).toEqual(expected)
})

test.each<[string, unknown]>([
  ['no output', {}],
  ['outputs as a list', [{ trustloom: { value: OUTPUT } }]],
  ['an output as a list', { trustloom: [{ value: OUTPUT }] }],
  ['an output that is computed', { trustloom: { value: '${local.x}' } }],
])('a stack with %s does not say what it is', (_, output) => {
  expect(read({ output }).output).toBeUndefined()
})

test('names in an output are read as Terraform reads them', () => {
  const services = { portal: { ...OUTPUT.services.portal, provider: `${iamArn('saml-provider')}/$\${x}` } }
  const { output } = read({ output: { trustloom: { value: { ...OUTPUT, services } } } })
  expect(output?.services.portal?.provider).toBe(`${iamArn('saml-provider')}/\${x}`)
})
