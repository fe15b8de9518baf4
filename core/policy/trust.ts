import { issuerKey } from '../model/arn'
import { codePattern, GROUP_TAG } from '../model/codes'
import type { CognitoAccess, OidcAccess, SamlAccess, ServiceAccess } from '../model/graph'
import { cognitoPrincipal, type Partition } from '../model/partition'
import type { Conditions, PolicyDocument, Statement } from './document'

/** What decides who may open a role. */
export interface TrustProps {
  readonly partition: Partition
  /** The Region of the role's environment: in GovCloud, identity pools have a principal for each Region. */
  readonly region: string
  /** The services that lead to the role. */
  readonly services: readonly ServiceAccess[]
  /** Codes of the groups whose role it is. */
  readonly codes: readonly string[]
  /** The pattern that every session's source identity must match. */
  readonly sourceIdentity: string
}

/**
 * The trust policy of a role that people open: a session gets in through a provider of a known service, addressed to
 * AWS, with a source identity of the mesh and with the code of one of the role's groups. Rendered by the same code at
 * synth and at run time. A role of no group has the Deny alone.
 *
 * The Deny repeats the source identity, so that an Allow which somebody adds by hand cannot drop it. It names the
 * AssumeRole action, because `sts:SetSourceIdentity` is not evaluated when a session passes none. Cognito identity
 * pools cannot set a source identity at all, so that rule does not hold for them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function trustPolicy({ partition, region, services, codes, sourceIdentity }: TrustProps): PolicyDocument {
  const groups = { [`aws:RequestTag/${GROUP_TAG}`]: [...new Set(codes)].sort().map(codePattern) }
  const identity = { 'sts:SourceIdentity': sourceIdentity }
  const saml = ofProtocol(services, 'saml')
  const oidc = ofProtocol(services, 'oidc')
  const cognito = ofProtocol(services, 'cognito')
  const denies = [
    ...denyForeign(saml, 'sts:AssumeRoleWithSAML', identity),
    ...denyForeign(oidc, 'sts:AssumeRoleWithWebIdentity', identity),
  ]
  // A role of no group is open to nobody: a condition with no values would not say so.
  if (codes.length === 0) return { Version: '2012-10-17', Statement: denies }
  const statements = [
    ...allowSaml(saml, { ...identity, ...groups }),
    ...allowOidc(oidc, { ...identity, ...groups }),
    ...allowCognito(cognito, groups, cognitoPrincipal(partition, region)),
    ...denies,
  ]
  return { Version: '2012-10-17', Statement: statements }
}

/** A trust policy for an AWS service that assumes a role by itself, on behalf of one account only. */
export function serviceTrust(service: string, conditions?: Conditions): PolicyDocument {
  const allow: Statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...(conditions && { Condition: conditions }),
  }
  return { Version: '2012-10-17', Statement: [allow] }
}

/** One statement for all SAML providers: their condition keys have the same names. */
function allowSaml(services: readonly SamlAccess[], like: Conditions[string]): Statement[] {
  if (services.length === 0) return []
  return [
    {
      Effect: 'Allow',
      Principal: { Federated: providersOf(services) },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: { StringEquals: { 'SAML:aud': oneOrMany(services.map((each) => each.audience)) }, StringLike: like },
    },
  ]
}

/** One statement an issuer: its condition keys begin with the issuer. Services on one issuer differ by client id. */
function allowOidc(services: readonly OidcAccess[], like: Conditions[string]): Statement[] {
  return distinct(services.map((each) => each.issuer)).map((issuer): Statement => {
    const onIssuer = services.filter((each) => each.issuer === issuer)
    return {
      Effect: 'Allow',
      Principal: { Federated: providersOf(onIssuer) },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: {
        StringEquals: { [`${issuerKey(issuer)}:aud`]: oneOrMany(onIssuer.flatMap((each) => each.clientIds)) },
        StringLike: like,
      },
    }
  })
}

/** One statement an identity pool; without `aud` any pool of the world would do, without `amr` a guest. */
function allowCognito(services: readonly CognitoAccess[], groups: Conditions[string], principal: string): Statement[] {
  return distinct(services.map((each) => each.provider)).map((pool) => ({
    Effect: 'Allow',
    Principal: { Federated: principal },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { [`${principal}:aud`]: pool },
      'ForAnyValue:StringLike': { [`${principal}:amr`]: 'authenticated' },
      StringLike: groups,
    },
  }))
}

/** One Deny a protocol: a Deny over SAML and OIDC providers together has actions that do not fit its principals. */
function denyForeign(services: readonly ServiceAccess[], action: string, identity: Conditions[string]): Statement[] {
  if (services.length === 0) return []
  return [
    {
      Effect: 'Deny',
      Principal: { Federated: providersOf(services) },
      Action: [action, 'sts:SetSourceIdentity'],
      Condition: { StringNotLike: identity },
    },
  ]
}

const ofProtocol = <P extends ServiceAccess['protocol']>(
  services: readonly ServiceAccess[],
  protocol: P,
): Extract<ServiceAccess, { protocol: P }>[] =>
  services.filter((each): each is Extract<ServiceAccess, { protocol: P }> => each.protocol === protocol)

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort()

const providersOf = (services: readonly ServiceAccess[]): string[] => distinct(services.map((each) => each.provider))

function oneOrMany(values: readonly string[]): string | string[] {
  const all = distinct(values)
  const [only] = all
  return all.length === 1 && only !== undefined ? only : all
}
