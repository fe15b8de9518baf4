import { fillArn, type Mesh } from '../../../../model/mesh'
import { Expression } from '../../../../terraform/expression'
import type { Written } from '../../../../terraform/rendered/stack'

/** A stack, as its providers and its state see it. */
export interface StackPlace {
  readonly name: string
  readonly account: string
  readonly region: string
  /** Tags of everything in it, beside those of every stack. @default - none */
  readonly tags?: Readonly<Record<string, string>>
}

/** How Terraform reaches the account of a stack, and no other. */
export function wayInto({ settings }: Mesh, { name, account, region }: StackPlace): Written {
  const { deployRole, partition, mesh } = settings
  const arn = deployRole && fillArn(deployRole, { partition, mesh, environment: name, account })
  return {
    region,
    allowed_account_ids: [account],
    ...(arn && { assume_role: { role_arn: arn, session_name: 'trustloom' } }),
  }
}

/** The stack's own provider: its tags are on everything that has tags. */
export function ownProvider(mesh: Mesh, place: StackPlace): Written {
  const own = { 'trustloom:mesh': mesh.settings.mesh, 'trustloom:stack': place.name }
  return { ...wayInto(mesh, place), default_tags: { tags: { ...mesh.settings.tags, ...place.tags, ...own } } }
}

/** Where HCP Terraform says that the credentials for an account are: those of a tag, or `default`. */
export function inRuns(way: Written, which: string): Written {
  return {
    ...way,
    shared_config_files: [new Expression(`\${var.tfc_aws_dynamic_credentials.${which}.shared_config_file}`)],
  }
}

/** What HCP Terraform fills in a workspace with credentials for more than one account. */
export const RUN_CREDENTIALS: Written = {
  tfc_aws_dynamic_credentials: {
    type: 'object({ default = object({ shared_config_file = string }), aliases = map(object({ shared_config_file = string })) })',
    nullable: false,
  },
}

/** Where the stack's state lies, and which provider Terraform loads. */
export function terraformBlock(mesh: Mesh, name: string, version = '>= 5.100.0, < 7.0.0'): Written {
  return {
    required_providers: { aws: { source: 'hashicorp/aws', version } },
    ...stateOf(mesh, name),
  }
}

function stateOf({ settings: { backend } }: Mesh, name: string): Written {
  switch (backend.type) {
    case 'local':
      return { backend: { local: { path: `../../../state/${name}.tfstate` } } }
    case 's3': {
      const { bucket, region, prefix } = backend
      const key = prefix === undefined ? `${name}.tfstate` : `${prefix}/${name}.tfstate`
      return { backend: { s3: { bucket, region, key, encrypt: true, use_lockfile: true } } }
    }
    case 'cloud': {
      const { organization, hostname, project } = backend
      const workspaces = { name, ...(project !== undefined && { project }) }
      return { cloud: { organization, ...(hostname !== undefined && { hostname }), workspaces } }
    }
  }
}

/**
 * What Terraform takes over: providers that a hook made, where the files say so, a database `default` where the operator
 * says so, and nothing else ever.
 */
export function adoption(account: string, providers: readonly Written[]): Written {
  return {
    variable: { adopt_default_database: { type: 'bool', default: false, nullable: false } },
    import: [
      ...providers,
      {
        for_each: new Expression('${var.adopt_default_database ? toset(["default"]) : toset([])}'),
        to: 'the database default',
        id: `${account}:default`,
      },
    ],
  }
}

/** No release from 6.27 to 6.47, which cannot apply a filter on rows alone. */
export const WITHOUT_ROW_FAULT =
  '>= 5.100.0, != 6.27.0, != 6.28.0, != 6.29.0, != 6.30.0, != 6.31.0, != 6.32.0, != 6.33.0, != 6.34.0, != 6.35.0, ' +
  '!= 6.36.0, != 6.37.0, != 6.38.0, != 6.39.0, != 6.40.0, != 6.41.0, != 6.42.0, != 6.43.0, != 6.44.0, != 6.45.0, ' +
  '!= 6.46.0, != 6.47.0, < 7.0.0'
