import { Refusal } from '../lib/refusal'
import type { Session } from '../lib/session'
import type { SamlRequest } from './request'

const AWS = 'https://aws.amazon.com/SAML/Attributes/'
const ROLE = `${AWS}Role`
const LAKE_FORMATION = 'https://lakeformation.amazon.com/SAML/Attributes/'

/** SAML attribute → its values. */
export type SamlAttributes = Readonly<Record<string, readonly string[]>>

/**
 * A session as AWS reads it from an assertion. In a role's value the role stands before the provider.
 *
 * @param lakeFormation whether the user and the groups are told to Lake Formation, too
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/security-athena-lake-formation-jdbc-okta-tutorial.html
 */
export function samlAttributes(session: Session, lakeFormation: boolean): SamlAttributes {
  const tags = Object.keys(session.tags).sort()
  return {
    [ROLE]: session.roles.map(({ arn, provider }) => `${arn},${provider}`),
    [`${AWS}RoleSessionName`]: [session.sessionName],
    [`${AWS}SourceIdentity`]: [session.sourceIdentity],
    [`${AWS}SessionDuration`]: [String(session.duration)],
    ...Object.fromEntries(tags.map((tag) => [`${AWS}PrincipalTag:${tag}`, [session.tags[tag] as string]])),
    [`${AWS}TransitiveTagKeys`]: session.transitiveTags,
    ...(lakeFormation && {
      [`${LAKE_FORMATION}Username`]: [session.sourceIdentity],
      [`${LAKE_FORMATION}Groups`]: session.groups,
    }),
  }
}

/**
 * An attribute for AWS that the application itself sends would stand beside the hook's, and a SAML hook cannot take it
 * away. A `Role` of the application's own could be written over; but Okta goes on with it where a hook does not answer,
 * and then it opens what no group opens. So it is refused while the hook does answer, and somebody sees it.
 *
 * @throws {Refusal} `foreign-attribute`
 */
export function assertNoForeign({ claims, login }: SamlRequest, attributes: SamlAttributes): void {
  const isForeign = (name: string): boolean => name === ROLE || (isForAws(name) && !Object.hasOwn(attributes, name))
  const foreign = Object.keys(claims).filter(isForeign)
  if (foreign.length > 0)
    throw new Refusal('foreign-attribute', 'This application sends attributes that only the data mesh may set.', {
      user: login,
      foreign: foreign.map((name) => name.slice(0, 256)),
    })
}

const PREFIXES = [AWS, LAKE_FORMATION].map((prefix) => prefix.toLowerCase())

/** Without case: whatever AWS may take for its own. */
const isForAws = (name: string): boolean => PREFIXES.some((prefix) => name.toLowerCase().startsWith(prefix))
