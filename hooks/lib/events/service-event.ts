import * as z from 'zod/mini'
import { MAX_CODES } from '../../../core/model/codes'
import { IAM_QUOTAS } from '../../../core/model/quotas/table/iam'
import { SESSION_QUOTAS } from '../../../core/model/quotas/table/session'
import { TEXT_FORMS } from '../../../core/model/text-forms'
import { xmlText } from '../../../core/model/xml-text'
import type { ServiceDefinition } from '../live-rows'
import { decision, name, textOf, version } from './forms'

const service = name.check(z.describe('The name of the service; the mesh may not declare one of the same name.'))
const head = { schemaVersion: z.literal(1), type: z.literal('service'), service, version }

const once = (values: readonly string[]): boolean => new Set(values).size === values.length

/** What an event may say instead of a list of environments. */
export const EVERY_ENVIRONMENT = 'all'

const environments = z
  .union([
    z.enum([EVERY_ENVIRONMENT]),
    z.array(name).check(z.minLength(1), z.maxLength(1_000), z.refine(once, 'must name each environment once')),
  ])
  .check(
    z.describe(
      'The environments whose persona and share roles the service leads to. `all`: each that is applied and has such roles when the event is followed.',
    ),
  )

const maxGroups = (most: number): z.ZodMiniDefault<z.ZodMiniNumberFormat> =>
  z
    ._default(z.int().check(z.gte(1), z.lte(MAX_CODES)), most)
    .check(z.describe('How many group codes a session may carry; over it a hook refuses.'))

const present = {
  ...head,
  state: z.literal('present'),
  application: z.optional(
    textOf(TEXT_FORMS.application).check(
      z.describe("The identity provider's id of the application: by it a hook knows the service."),
    ),
  ),
  groupsClaim: z
    ._default(textOf(TEXT_FORMS.claim), 'groups')
    .check(z.describe("The claim that carries the user's groups.")),
  environments,
  ...decision,
}

/** An event has less room than IAM. */
const metadata = z
  .string()
  .check(
    z.minLength(IAM_QUOTAS['saml-metadata'].least),
    z.describe("The identity provider's SAML metadata, the document itself."),
  )

const saml = z
  .strictObject({
    ...present,
    protocol: z.literal('saml'),
    metadata,
    audience: z.optional(
      textOf(TEXT_FORMS.httpsUrl).check(
        z.describe('What the assertion is addressed to. Default: the sign-in page of the partition.'),
      ),
    ),
    maxGroups: maxGroups(MAX_CODES),
  })
  .check(z.describe('A service with SAML sign-in.'))

const oidc = z
  .strictObject({
    ...present,
    protocol: z.literal('oidc'),
    issuer: textOf(TEXT_FORMS.issuer).check(z.describe('The issuer, exactly as the tokens name it.')),
    clientIds: z
      .array(textOf(TEXT_FORMS.clientId))
      .check(
        z.minLength(1),
        z.maxLength(IAM_QUOTAS['client-ids'].limit),
        z.refine(once, 'must name each client id once'),
        z.describe('The client ids of the service; each may serve one service only.'),
      ),
    maxGroups: maxGroups(SESSION_QUOTAS['session-codes-oidc'].limit),
  })
  .check(z.describe('A service with OpenID Connect sign-in.'))

const absent = z
  .strictObject({ ...head, state: z.literal('absent'), ...decision })
  .check(z.describe('The service is gone. Its name is not used again.'))

/** What the hub publishes when a service comes, changes or goes before the mesh's files say so. */
export const serviceEvent = z.discriminatedUnion('state', [absent, z.discriminatedUnion('protocol', [saml, oidc])])

export type ServiceEvent = z.output<typeof serviceEvent>
export type PresentService = Extract<ServiceEvent, { state: 'present' }>

/** What an event says of environments, in one order: `all`, or the names. */
export const environmentsOf = ({ environments: said }: PresentService): PresentService['environments'] =>
  said === EVERY_ENVIRONMENT ? said : [...said].sort()

/** What a service of run time is, of what the event says. */
export function definitionOf(event: PresentService): ServiceDefinition {
  const { application, maxGroups: most, groupsClaim } = event
  const base = { ...(application !== undefined && { application }), maxGroups: most, groupsClaim }
  if (event.protocol === 'oidc')
    return { ...base, protocol: 'oidc', issuer: event.issuer, clientIds: [...event.clientIds].sort() }
  const { metadata: document, audience } = event
  return { ...base, protocol: 'saml', metadata: xmlText(document), ...(audience !== undefined && { audience }) }
}
