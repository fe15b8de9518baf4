import { Expression, type Value } from '../expression'
import { holdsExpression, isList, isObject, textIn, type ReadResource, type Values } from './resource'
import type { ReadStack } from './stack'

/** How a Region's partition is called in ARNs. */
export const partitionOf = (region: string | undefined): 'aws' | 'aws-cn' | 'aws-us-gov' =>
  region?.startsWith('cn-') ? 'aws-cn' : region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'

/**
 * Puts in what a reference means where that can be told before an apply: an argument of another resource, or the ARN of
 * a role, bucket or SAML provider, which follows from its name.
 *
 * @param mayHave whether a resource may have references at all, where that is known
 */
export function resolveReferences(
  resources: readonly ReadResource[],
  scope: Pick<ReadStack, 'account' | 'region'>,
  mayHave: (resource: ReadResource) => boolean = () => true,
): readonly ReadResource[] {
  let byAddress: ReadonlyMap<string, ReadResource> | undefined
  const resolve = (expression: Expression, module: string): Value => {
    byAddress ??= new Map(resources.map((each) => [each.address, each]))
    const [, address = '', attribute = ''] = /^\$\{([\w.-]+\.[\w-]+)\.(\w+)\}$/.exec(expression.text) ?? []
    const target = byAddress.get(`${module}${address}`)
    if (!target) return expression
    const known = target.values[attribute]
    if (typeof known === 'string') return known
    return attribute === 'arn' || attribute === 'id' ? (idOf(target, attribute, scope) ?? expression) : expression
  }
  const walk = (value: Value, module: string): Value => {
    if (value instanceof Expression) return resolve(value, module)
    if (isList(value)) return holdsExpression(value) ? value.map((each) => walk(each, module)) : value
    return isObject(value) && holdsExpression(value) ? walkAll(value, module) : value
  }
  const walkAll = (values: Values, module: string): { readonly [key: string]: Value } =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, each]) => (each === undefined ? [] : [[key, walk(each, module)]])),
    )
  return resources.map((each) =>
    mayHave(each) && holdsExpression(each.values)
      ? { ...each, values: walkAll(each.values, moduleOf(each.address)) }
      : each,
  )
}

/** The module that an address is in, with a dot after it: references are to what is in the same one. */
const moduleOf = (address: string): string =>
  /^(?:module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+/.exec(address)?.[0] ?? ''

function idOf(
  { type, values }: ReadResource,
  attribute: string,
  { account, region }: Pick<ReadStack, 'account' | 'region'>,
): string | undefined {
  const partition = partitionOf(region)
  const name = textIn(values, 'name')
  const bucket = textIn(values, 'bucket')
  if (type === 'aws_s3_bucket' && bucket !== undefined)
    return attribute === 'id' ? bucket : `arn:${partition}:s3:::${bucket}`
  if (name === undefined || values.path instanceof Expression) return undefined
  if (type === 'aws_iam_role' && attribute === 'id') return name
  if (account === undefined) return undefined
  if (type === 'aws_iam_role') return `arn:${partition}:iam::${account}:role${textIn(values, 'path') ?? '/'}${name}`
  if (type === 'aws_iam_saml_provider') return `arn:${partition}:iam::${account}:saml-provider/${name}`
  return undefined
}
