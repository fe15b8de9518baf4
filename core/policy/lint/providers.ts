import type { ReadStatement } from './statement'
import { includesAction } from './actions'

/** A federated principal of a trust policy. */
export interface Provider {
  /** As the policy names it. */
  readonly id: string
  readonly kind: 'saml' | 'oidc' | 'cognito' | 'social' | 'unknown'
  /** The action that takes its assertions or tokens. */
  readonly action: string
  /** What its condition keys begin with. */
  readonly prefix: string
  /** The key that says for whom an assertion or token was made. */
  readonly audienceKey: string
}

const SAML = 'sts:AssumeRoleWithSAML'
const WEB = 'sts:AssumeRoleWithWebIdentity'

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function readProvider(id: string): Provider {
  const web = (kind: Provider['kind'], prefix: string, claim = 'aud'): Provider => ({
    id,
    kind,
    action: WEB,
    prefix,
    audienceKey: `${prefix}:${claim}`,
  })
  if (id.includes(':saml-provider/')) return { id, kind: 'saml', action: SAML, prefix: 'SAML', audienceKey: 'SAML:aud' }
  const [, issuer] = /:oidc-provider\/(.+)$/.exec(id) ?? []
  if (issuer !== undefined) return web('oidc', issuer)
  if (/^cognito-identity[.-]/.test(id)) return web('cognito', id)
  if (id === 'accounts.google.com') return web('social', id)
  if (id === 'www.amazon.com' || id === 'graph.facebook.com') return web('social', id, 'app_id')
  return web('unknown', id)
}

export const providersOf = ({ principals }: ReadStatement): Provider[] =>
  principals.filter(({ type }) => type === 'Federated').map(({ id }) => readProvider(id))

/** The providers through which a statement opens the role. */
export const openedBy = (statement: ReadStatement): Provider[] =>
  statement.allows ? providersOf(statement).filter(({ action }) => includesAction(statement, action)) : []

/** Cognito identity pools and social sign-ins cannot set a source identity. */
export const setsSourceIdentity = ({ kind }: Provider): boolean => kind === 'saml' || kind === 'oidc'

/** The end of an ARN, which tells providers apart. */
export const providerName = (id: string): string => id.replace(/^arn:[^/]*\//, '')

export const providerNames = (providers: readonly { readonly id: string }[]): string =>
  [...new Set(providers.map(({ id }) => providerName(id)))].sort().join(', ')
