import type { TerraformJson } from './mesh'

/** What moto 5.2 cannot do, by type: the only resources that are taken out of a stack before it is applied to it. */
export const NOT_EMULATED: Readonly<Record<string, string>> = {
  aws_cognito_identity_pool_provider_principal_tag: 'there is no SetPrincipalTagAttributeMap',
}

interface Forgotten {
  readonly attributes: readonly string[]
  readonly reason: string
}

/** What moto takes and then forgets, by type: the only attributes that a second plan does not look at. */
export const NOT_KEPT: Readonly<Record<string, Forgotten>> = {
  aws_cognito_identity_pool: { attributes: ['allow_classic_flow'], reason: 'CreateIdentityPool drops it' },
  aws_iam_saml_provider: {
    attributes: ['tags', 'tags_all'],
    reason: 'CreateSAMLProvider drops tags, and there is no TagSAMLProvider',
  },
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
  const resources = kept.map(([type, named]) => [type, NOT_KEPT[type] ? forgetting(named, NOT_KEPT[type]) : named])
  return {
    stack: { ...stack, provider: { aws }, resource: Object.fromEntries(resources) as TerraformJson['resource'] },
    removed: gone.flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
  }
}

type Named = TerraformJson['resource'][string]

function forgetting(named: Named, { attributes }: Forgotten): Named {
  const changed = Object.entries(named).map(([name, each]) => {
    const lifecycle = { ...(each.lifecycle as object | undefined), ignore_changes: attributes }
    return [name, { ...each, lifecycle }] as const
  })
  return Object.fromEntries(changed)
}
