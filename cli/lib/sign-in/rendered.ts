import { PARTITION_KEY, SORT_KEY } from '../../../core/model/table-keys'
import { issuerKey, oidcProviderArn, roleArn, samlProviderArn } from '../../../core/model/arn'
import type { EnvironmentAccess } from '../../../core/model/graph'
import type { PolicyDocument } from '../../../core/policy/document'
import { rolesOf } from '../../../core/terraform/rendered/roles'
import { ofType, readStack, type SynthFault, type SynthStack } from '../../../core/terraform/rendered/stack'
import { ItemFault, readItem } from '../../../core/terraform/read/item'
import type { Row } from '../../../hooks/lib/table'

/** What the rendered stacks say about signing in: the rows that hooks read, and what AWS asks when a role is opened. */
export interface Rendered {
  /** The rows of the entitlement table, of all stacks. */
  readonly rows: readonly Row[]
  /** ARN → role, of all environments. */
  readonly roles: ReadonlyMap<string, RenderedRole>
  /** ARN of an identity provider in IAM → the clients that its tokens may be for; none for SAML. */
  readonly providers: ReadonlyMap<string, readonly string[]>
  /** Service → session tag → claim, of the identity pools that the hub makes. */
  readonly pools: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** What of it cannot be read, and so lets nobody in. */
  readonly faults: readonly RenderedFault[]
}

export interface RenderedRole {
  readonly environment: EnvironmentAccess
  readonly address: string
  readonly name: string
  readonly arn: string
  readonly trust: PolicyDocument
  /** How long a session may last, in seconds. */
  readonly session: number
}

export interface RenderedFault extends SynthFault {
  readonly stack: string
}

/** A stack, and the text of its Terraform JSON. */
export interface StackText {
  readonly name: string
  readonly text: string
}

/** Types of resources without which nobody signs in. */
const ASKED = /^aws_(?:dynamodb_table_item|iam_role|iam_saml_provider|iam_openid_connect_provider)\./

/** Reads every stack. */
export function readRendered(
  stacks: Iterable<StackText>,
  environments: readonly EnvironmentAccess[],
  table: string,
): Rendered {
  const rows = new Map<string, { readonly row: Row; readonly at: string }>()
  const roles = new Map<string, RenderedRole>()
  const providers = new Map<string, readonly string[]>()
  const pools = new Map<string, Readonly<Record<string, string>>>()
  const faults: RenderedFault[] = []
  for (const { name, text } of stacks) {
    const stack = readStack(name, text)
    const tell = (each: SynthFault): void => void faults.push({ stack: name, ...each })
    stack.faults.filter((each) => stack.isUnreadable || ASKED.test(each.address)).forEach(tell)
    addRows(stack, table, rows, tell)
    for (const { name: service, attributes } of ofType(stack, 'aws_cognito_identity_pool_provider_principal_tag'))
      pools.set(service, attributes.principal_tags)
    const environment = environments.find((each) => each.environment === name)
    if (environment) addEnvironment(stack, environment, roles, providers, tell)
  }
  return { rows: [...rows.values()].map((each) => each.row), roles, providers, pools, faults }
}

type Tell = (fault: SynthFault) => void

function addRows(
  stack: SynthStack,
  table: string,
  rows: Map<string, { readonly row: Row; readonly at: string }>,
  tell: Tell,
): void {
  for (const { address, attributes } of ofType(stack, 'aws_dynamodb_table_item')) {
    if (attributes.table_name !== table) continue
    const row = rowOf(attributes.item)
    if (typeof row === 'string') {
      tell({ address, message: row })
      continue
    }
    const key = JSON.stringify([row.PK, row.SK])
    const other = rows.get(key)
    const at = `${stack.name}: ${address}`
    if (other) tell({ address, message: `writes the row ${row.PK} / ${row.SK}, which ${other.at} writes, too` })
    else rows.set(key, { row, at })
  }
}

/** A row, or why it is none. */
function rowOf(item: string): Row | string {
  try {
    const row = readItem(item)
    const keys = [row[PARTITION_KEY], row[SORT_KEY]]
    return keys.every((each) => typeof each === 'string' && each !== '') ? (row as Row) : 'has no key'
  } catch (cause) {
    if (cause instanceof ItemFault) return cause.message
    throw cause
  }
}

function addEnvironment(
  stack: SynthStack,
  environment: EnvironmentAccess,
  roles: Map<string, RenderedRole>,
  providers: Map<string, readonly string[]>,
  tell: Tell,
): void {
  const read = rolesOf(stack)
  read.faults.filter((each) => ASKED.test(each.address)).forEach(tell)
  for (const { address, name, path, trust, session } of read.roles) {
    const arn = roleArn(environment, path, name)
    roles.set(arn, { environment, address, name, arn, trust, session })
  }
  for (const { attributes } of ofType(stack, 'aws_iam_saml_provider'))
    providers.set(samlProviderArn(environment, attributes.name), [])
  for (const { attributes } of ofType(stack, 'aws_iam_openid_connect_provider')) {
    const arn = oidcProviderArn(environment, issuerKey(attributes.url))
    providers.set(arn, attributes.client_id_list)
  }
}
