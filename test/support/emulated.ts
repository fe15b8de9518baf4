import type { TerraformJson } from './mesh'

/** What moto 5.2 cannot do, by type: the only resources that are taken out of a stack before it is applied to it. */
export const NOT_EMULATED: Readonly<Record<string, string>> = {
  aws_cognito_identity_pool_provider_principal_tag: 'there is no SetPrincipalTagAttributeMap',
  aws_lambda_provisioned_concurrency_config: 'there is no PutProvisionedConcurrencyConfig',
}

/** What the provider waits for until it reads it back, and moto never tells: the only arguments that are taken out. */
export const NOT_TOLD: Readonly<Record<string, Forgotten>> = {
  aws_sqs_queue: { attributes: ['redrive_allow_policy'], reason: 'GetQueueAttributes drops it' },
}

interface Forgotten {
  readonly attributes: readonly string[]
  readonly reason: string
}

/** What moto takes and then forgets, or gives back otherwise, by type: the only attributes that a second plan does not look at. */
export const NOT_KEPT: Readonly<Record<string, Forgotten>> = {
  aws_cognito_identity_pool: { attributes: ['allow_classic_flow'], reason: 'CreateIdentityPool drops it' },
  aws_iam_saml_provider: {
    attributes: ['tags', 'tags_all'],
    reason: 'CreateSAMLProvider drops tags, and there is no TagSAMLProvider',
  },
  aws_sqs_queue: { attributes: ['redrive_policy'], reason: 'GetQueueAttributes writes it with blanks' },
}

export interface Emulated {
  readonly stack: TerraformJson
  /** Addresses of what was taken out. */
  readonly removed: readonly string[]
}

/** A rendered stack as the emulator can take it; nothing else about it is changed. */
export function emulated({ provider, resource, ...stack }: TerraformJson): Emulated {
  const gone = Object.entries(resource).filter(([type]) => type in NOT_EMULATED)
  const kept = Object.entries(resource).filter(([type]) => !(type in NOT_EMULATED))
  const aws = provider.aws.map((each) => ({ ...each, s3_use_path_style: true, max_retries: 2 }))
  const resources = kept.map(([type, named]) => {
    const told = NOT_TOLD[type] ? without(named, NOT_TOLD[type]) : named
    return [type, NOT_KEPT[type] ? forgetting(told, NOT_KEPT[type]) : told]
  })
  return {
    stack: { ...stack, provider: { aws }, resource: Object.fromEntries(resources) as TerraformJson['resource'] },
    removed: gone.flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
  }
}

type Named = TerraformJson['resource'][string]

function without(named: Named, { attributes }: Forgotten): Named {
  return Object.fromEntries(
    Object.entries(named).map(([name, each]) => [
      name,
      Object.fromEntries(Object.entries(each).filter(([key]) => !attributes.includes(key))),
    ]),
  )
}

function forgetting(named: Named, { attributes }: Forgotten): Named {
  const changed = Object.entries(named).map(([name, each]) => {
    const lifecycle = { ...(each.lifecycle as object | undefined), ignore_changes: attributes }
    return [name, { ...each, lifecycle }] as const
  })
  return Object.fromEntries(changed)
}
