import type { Value } from '../../../terraform/expression'
import { sha256 } from '../../../model/hash'
import type { Written } from '../../../terraform/rendered/stack'
import type { Fact, FactScope } from './fact'
import { grantSentences } from './grant-sentences'
import { AWAITED, inertOf } from './inert'
import { isObject } from '../../../terraform/read/resource'
import { appendLines, blockOf, textOf, type Refer } from './lines'
import { rowLines, rowSubject } from './row-lines'
import { serviceTrustLine } from './service-trust'
import { wordings } from './subjects'
import type { Stated } from './stated'

/** What stands elsewhere in a fact: in its subject, or in sentences of their own. */
const GRANT = new Set([
  'data_cells_filter',
  'data_location',
  'database',
  'permissions',
  'permissions_with_grant_option',
  'principal',
  'table',
])

/** What one resource says. */
export function factsOf(stated: Stated, scope: FactScope, refer: Refer): Fact[] {
  const { type, written, address, at, group } = stated
  const wording = wordings[type]
  const role = stated.role ?? wording.role?.(written, scope)
  const base = { kind: wording.kind, role, group, address, at }
  const lines: string[] = []
  const skip = inertOf(type)
  if (stated.provider !== undefined && stated.provider !== 'aws') lines.push(`provider = ${stated.provider}`)
  for (const key of Object.keys(written).sort()) {
    const value = written[key] ?? null
    if (key === 'depends_on') appendAwaited(lines, stated, value, refer)
    else if (key === 'lifecycle') appendLifecycle(lines, value, refer, skip)
    else if (type === 'aws_lakeformation_permissions' && GRANT.has(key)) appendEmpty(lines, key, value)
    else if (type === 'aws_dynamodb_table_item' && key === 'item') lines.push(...rowLines(value))
    else appendLines(lines, key, metadataHash(key, value), refer, skip)
  }
  if (type === 'aws_iam_role') lines.push(...serviceTrustLine(written))
  if (type === 'aws_dynamodb_table_item') {
    const row = rowSubject(written.item ?? null)
    return [{ ...base, ...row, group: group ?? row.group, value: lines.join('\n') }]
  }
  const subject = stated.subject ?? refer(wording.subject(written, scope))
  const fact = { ...base, subject, value: lines.join('\n') }
  return type === 'aws_lakeformation_permissions'
    ? [fact, ...grantSentences(written, scope, base, stated.sources)]
    : [fact]
}

function appendAwaited(lines: string[], { type }: Stated, value: Value, refer: Refer): void {
  const awaited = AWAITED[type]
  if (awaited === undefined) return
  const addresses = (Array.isArray(value) ? value : [value]) as readonly Value[]
  const named = addresses.map((each) => textOf(each)).filter((each) => isOfType(each, awaited))
  lines.push(`depends_on = [${[...new Set(named.map((each) => refer(`\${${each}}`)))].sort().join(', ')}]`)
}

/** The files call things by their names, not by their addresses. */
const isOfType = (text: string, type: string): boolean => text.startsWith(`${type}.`) || text.startsWith('the ')

/** `replace_triggered_by` holds references that look like text. */
function appendLifecycle(lines: string[], value: Value, refer: Refer, skip: ReadonlySet<string>): void {
  const { replace_triggered_by: triggers, ...rest } = blockOf(value)
  if (triggers === undefined) {
    appendLines(lines, 'lifecycle', value, refer, skip)
    return
  }
  const references = (Array.isArray(triggers) ? triggers : [triggers]) as readonly Value[]
  const named = references.map((each) => refer(`\${${textOf(each)}}`)).sort()
  lines.push(`lifecycle.replace_triggered_by = [${named.join(', ')}]`)
  if (Object.keys(rest).length > 0) appendLines(lines, 'lifecycle', rest, refer, skip)
}

/** A list that grants nothing makes no sentence. */
function appendEmpty(lines: string[], key: string, value: Value): void {
  // What is in it has sentences of its own; left out, it would keep what it was.
  if (key === 'permissions_with_grant_option') lines.push(`${key} = a list`)
  else if (Array.isArray(value) && value.length === 0) lines.push(`${key} = []`)
}

/** Metadata is too long to be read in a message. */
function metadataHash(key: string, value: Value): Value {
  if (key === 'saml_metadata_document' && typeof value === 'string') return digest(value)
  if (key !== 'provider_details' || !isObject(value) || typeof value.MetadataFile !== 'string') return value
  return { ...value, MetadataFile: digest(value.MetadataFile) } as Written
}

const digest = (text: string): string => `sha256:${sha256(text).toString('hex')}`
