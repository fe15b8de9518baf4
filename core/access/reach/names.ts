import type { ReadOutput } from '../../terraform/read/output'
import { partitionOf } from '../../terraform/read/references'
import type { ReadStack } from '../../terraform/read/stack'

/** What the resources of one environment are called. */
export interface Names extends ReadOutput {
  readonly account: string
  readonly region: string
  readonly partition: 'aws' | 'aws-cn' | 'aws-us-gov'
}

/** `undefined` for a stack that does not say what it is. */
export function namesOf(stack: ReadStack): Names | undefined {
  const { output } = stack
  if (!output) return undefined
  const region = stack.region ?? regionOf(stack) ?? ''
  const arn = arnIn(stack)
  const partition = arn ? partitionIn(arn) : partitionOf(region)
  return { ...output, account: stack.account ?? arn?.split(':')[4] ?? '', region, partition }
}

function partitionIn(arn: string): Names['partition'] {
  const [, partition] = arn.split(':')
  return partition === 'aws-cn' || partition === 'aws-us-gov' ? partition : 'aws'
}

/** An ARN that names the account, of a role of the stack or of whom it gives something. */
function arnIn({ resources }: ReadStack): string | undefined {
  for (const { type, values } of resources) {
    const value =
      type === 'aws_iam_role' ? values.arn : type === 'aws_lakeformation_permissions' ? values.principal : undefined
    if (typeof value === 'string' && /^arn:[\w-]+:iam::\d{12}:role\//.test(value)) return value
  }
  return undefined
}

/** A state says nothing of its provider; its tables of the catalogue and its keys say where they are. */
function regionOf({ resources }: ReadStack): string | undefined {
  for (const { values } of resources) {
    const [, region] =
      typeof values.arn === 'string' ? (/^arn:[\w-]+:(?:kms|glue|athena):([\w-]+):/.exec(values.arn) ?? []) : []
    if (region !== undefined) return region
  }
  return undefined
}
