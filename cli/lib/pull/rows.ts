import { z } from 'zod'
import { CODE_PATTERN } from '../../../core/model/codes'
import type { TableKey } from '../../../core/model/table-keys'
import { group, name } from '../../../core/model/schema/common'
import { service } from '../../../core/model/schema/service'
import type { ServiceDefinition } from '../../../hooks/lib/live-rows'
import { UserError } from '../fail'

/*
 * What `pull` reads of each row, checked by the rules of the files: what breaks them must not get into a file, and the
 * table may have been written by others than the hooks.
 */

const text = z.string()
const code = text.regex(CODE_PATTERN)

export const metaRow = z.object({ revision: text })

export const trustRow = z.object({
  revision: text,
  mesh: text,
  account: text,
  services: z.array(z.object({ name: text, protocol: text, issuer: text.optional() })),
  roles: z.array(
    z.object({ name: text, kind: text, persona: text, dataset: text.optional(), services: z.array(text) }),
  ),
})

/** What an environment is applied with. */
export type Applied = z.output<typeof trustRow>

/** What says whether a row of run time holds; the rest of it matters only then. */
export const heldRow = z.object({ revision: text, gone: z.boolean().optional() })

export const memberRow = z.object({ dataset: name, group, code, roles: z.array(text), by: text, reason: text })

const base = { application: text.optional(), maxGroups: z.number(), groupsClaim: text }
const definition = z
  .discriminatedUnion('protocol', [
    z.object({ ...base, protocol: z.literal('saml'), metadata: text, audience: text.optional() }),
    z.object({ ...base, protocol: z.literal('oidc'), issuer: text, clientIds: z.array(text) }),
  ])
  .refine((each: ServiceDefinition) => service.safeParse(declaredForm(each, 'metadata.xml')).success)

/** How far a service is; the rest of its row matters only once it is active. */
export const stateRow = z.object({ state: z.enum(['pending', 'active', 'removing', 'removed', 'refused']) })

export const serviceRow = z.object({
  service: name,
  definition,
  environments: z.record(name, text),
  by: text,
  reason: text,
})

/** A service of run time as mesh.yaml says it; its metadata stands in a file. */
export function declaredForm(definition: ServiceDefinition, metadataFile: string): object {
  return definition.protocol === 'saml' ? { ...definition, metadata: metadataFile } : definition
}

/** A row's data. Throws a UserError that names the row's key where it is not of the form that hooks write. */
export function readRow<T>(schema: z.ZodType<T>, row: TableKey): T {
  const read = schema.safeParse(row)
  if (read.success) return read.data
  const [path = ''] = read.error.issues.map((issue) => issue.path.join('.'))
  throw badRow(row, path === '' ? 'it is not of the form that hooks write' : `\`${path}\` is not as hooks write it`)
}

/** What a row is called: `LIVE#ENV#clinical-prod / LIVE#trials#ADG-X`. */
export const badRow = ({ PK, SK }: TableKey, why: string): UserError =>
  new UserError(
    `the row ${PK} / ${SK}: ${why}`,
    'nothing was written; find out who wrote the row (CloudTrail), and delete it or publish the event again',
  )
