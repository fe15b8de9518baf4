import { partitionOf, resolveReferences } from '../../../../core/terraform/read/references'
import type { ReadResource, Values } from '../../../../core/terraform/read/resource'
import { Expression, type Value } from '../../../../core/terraform/expression'

const scope = { account: '111111111111', region: 'eu-central-1' }
const one = (address: string, values: Values): ReadResource => ({
  address,
  type: /aws_\w+/.exec(address)?.[0] ?? '',
  values,
})

/** What `text` comes to in a resource beside others. */
function resolved(text: string, others: readonly ReadResource[], place: Partial<typeof scope> = scope): Value {
  const asks = one('aws_asks.x', { it: new Expression(text) })
  const [found] = resolveReferences([asks, ...others], { account: undefined, region: undefined, ...place })
  const { it = null } = found?.values ?? {}
  return it instanceof Expression ? `later: ${it.text}` : it
}

const OTHERS = [
  one('aws_iam_role.r', { name: 'reader', path: '/acme/' }),
  one('aws_iam_role.bare', { name: 'bare' }),
  one('aws_iam_role.applied', { name: 'x', arn: 'arn:aws:iam::222222222222:role/x' }),
  one('aws_iam_role.unnamed', { path: '/' }),
  one('aws_iam_role.later', { name: new Expression('${aws_z.z.z}') }),
  one('aws_iam_role.placeless', { name: 'x', path: new Expression('${aws_z.z.z}') }),
  one('aws_s3_bucket.b-1', { bucket: 'data' }),
  one('aws_iam_saml_provider.p', { name: 'portal' }),
  one('aws_kms_key.k', { description: 'key' }),
]

test.each<[string, string]>([
  ['${aws_iam_role.r.name}', 'reader'],
  ['${aws_kms_key.k.description}', 'key'],
  ['${aws_iam_role.r.arn}', 'arn:aws:iam::111111111111:role/acme/reader'],
  ['${aws_iam_role.bare.arn}', 'arn:aws:iam::111111111111:role/bare'],
  ['${aws_iam_role.r.id}', 'reader'],
  ['${aws_iam_role.applied.arn}', 'arn:aws:iam::222222222222:role/x'],
  ['${aws_s3_bucket.b-1.arn}', 'arn:aws:s3:::data'],
  ['${aws_s3_bucket.b-1.id}', 'data'],
  ['${aws_iam_saml_provider.p.arn}', 'arn:aws:iam::111111111111:saml-provider/portal'],
])('%s is %s', (text, value) => {
  expect(resolved(text, OTHERS)).toBe(value)
})

test.each([
  '${aws_kms_key.k.arn}',
  '${aws_kms_key.k.id}',
  '${aws_iam_role.unnamed.arn}',
  '${aws_iam_role.later.arn}',
  '${aws_iam_role.later.name}',
  '${aws_iam_role.placeless.arn}',
  '${aws_iam_role.gone.arn}',
  '${aws_iam_role.r}',
  '${aws_iam_role.r.unique_id}',
  '${aws_iam_role.r.constructor}',
  '${aws_iam_role.r.arn}/*',
  '${aws_iam_role.r.arn}${aws_iam_role.bare.arn}',
  '${replace(aws_iam_role.r.arn, "a", "b")}',
  '${data.aws_iam_role.r.arn}',
  '${module.m.arn}',
  '${var.arn}',
  '${aws_iam_role.r["a"].arn}',
  'a computed value',
])('%s stays what only an apply will tell', (text) => {
  expect(resolved(text, OTHERS)).toBe(`later: ${text}`)
})

test('without the account no ARN of IAM is made up, and one of S3 has none', () => {
  expect(resolved('${aws_iam_role.r.arn}', OTHERS, {})).toBe('later: ${aws_iam_role.r.arn}')
  expect(resolved('${aws_iam_saml_provider.p.arn}', OTHERS, {})).toBe('later: ${aws_iam_saml_provider.p.arn}')
  expect(resolved('${aws_s3_bucket.b-1.arn}', OTHERS, {})).toBe('arn:aws:s3:::data')
})

test.each<[string | undefined, string]>([
  ['eu-central-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  [undefined, 'aws'],
])('in %s, ARNs are of the partition %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition)
  const place = { account: '111111111111', ...(region !== undefined && { region }) }
  expect(resolved('${aws_iam_role.bare.arn}', OTHERS, place)).toBe(`arn:${partition}:iam::111111111111:role/bare`)
})

test('references are found in blocks and lists', () => {
  const at = (value: Value): ReadResource => one('aws_asks.x', { deep: [{ list: ['a', value], more: { it: value } }] })
  const [found] = resolveReferences([at(new Expression('${aws_iam_role.r.name}')), ...OTHERS], scope)
  expect(found).toEqual(at('reader'))
})

test('what has no references is the same object afterwards', () => {
  const [, ...found] = resolveReferences([one('aws_asks.x', { it: new Expression('x') }), ...OTHERS], scope)
  found.slice(0, 4).forEach((each, index) => expect(each).toBe(OTHERS[index]))
})

test.each(['module.m.', 'module.m[0].', 'module.m["a.b"].', 'module.m.module.n["]."].'])(
  'in %s a reference is to what is in there, and not to its namesake outside',
  (module) => {
    const asks = one(`${module}aws_asks.x`, { it: new Expression('${aws_iam_role.r.name}') })
    const inside = one(`${module}aws_iam_role.r`, { name: 'inside' })
    expect(resolveReferences([asks, ...OTHERS, inside], scope)[0]?.values.it).toBe('inside')
    expect(resolveReferences([asks, ...OTHERS], scope)[0]?.values.it).toBeInstanceOf(Expression)
  },
)
