import { CognitoIdentityPool } from '@cdktf/provider-aws/lib/cognito-identity-pool'
import { CognitoIdentityPoolProviderPrincipalTag } from '@cdktf/provider-aws/lib/cognito-identity-pool-provider-principal-tag'
import { CognitoIdentityProvider } from '@cdktf/provider-aws/lib/cognito-identity-provider'
import { CognitoUserPool, type CognitoUserPoolSchema } from '@cdktf/provider-aws/lib/cognito-user-pool'
import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client'
import { CognitoUserPoolDomain } from '@cdktf/provider-aws/lib/cognito-user-pool-domain'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import { DIRECTORY } from '../core/model/cognito-claims'
import { named } from './address'
import { literal } from './literal'

export interface CognitoProviderProps {
  /** Name of user pool, client and identity pool: 1 to 128 letters, digits, blanks and `+ = , . @ -`. */
  readonly name: string
  /** Prefix of the hosted sign-in page. */
  readonly domain: string
  /** SAML metadata of the corporate directory. */
  readonly metadata: string
  readonly callbackUrls: readonly string[]
  /** @default - users stay where they are when they sign out */
  readonly logoutUrls?: readonly string[] | undefined
  /** Session tags, each from a claim of its own name. */
  readonly tags: readonly string[]
  /** ARN of the pre token generation function that writes those claims. @default - no session has any tag */
  readonly trigger?: string | undefined
  /** What must exist before the function can be called. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined
  /**
   * Claims of the directory that the function reads: each is kept as the user's attribute `custom:<claim>`, with at most
   * 20 characters. An attribute stays in a pool for ever.
   * @default - none
   */
  readonly attributes?: readonly string[] | undefined
  /** @default - the function reads the groups of the pool */
  readonly groups?: PoolGroups | undefined
}

/** Where a pool keeps the groups that the directory sends. */
export interface PoolGroups {
  /** With its prefix: `custom:groups`. */
  readonly attribute: string
  readonly claim: string
}

/**
 * A user pool that only the corporate directory leads into, an identity pool, and the mapping of claims to session tags.
 *
 * Tags come from claims that a function writes while the token is made, never from user attributes by themselves: an app
 * client may write those that its identity provider maps. No token that a user gets here may do so, since the client
 * hands out none with the scope for it; the directory writes them anew at each sign-in. Nobody can sign up, and there are
 * no guests.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
 */
export class CognitoProvider extends Construct {
  readonly userPool: CognitoUserPool
  /** Its id is random: roles can trust it once it has been applied and its id is written down. */
  readonly identityPool: CognitoIdentityPool

  constructor(scope: Construct, id: string, props: CognitoProviderProps) {
    super(scope, id)
    const kept = keptAttributes(props)
    const attributes = Object.keys(kept).sort()
    this.userPool = named(
      new CognitoUserPool(this, 'pool', {
        name: props.name,
        deletionProtection: 'ACTIVE',
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        ...(props.trigger !== undefined && {
          lambdaConfig: { preTokenGenerationConfig: { lambdaArn: literal(props.trigger), lambdaVersion: 'V2_0' } },
        }),
        ...(attributes.length > 0 && { schema: attributes.map(textAttribute) }),
        lifecycle: { preventDestroy: true },
        ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
      }),
      id,
    )
    const userPoolId = this.userPool.id
    named(new CognitoUserPoolDomain(this, 'domain', { domain: props.domain, userPoolId }), id)
    const directory = named(
      new CognitoIdentityProvider(this, 'directory', {
        userPoolId,
        providerName: DIRECTORY,
        providerType: 'SAML',
        providerDetails: { MetadataFile: literal(props.metadata), IDPSignout: 'false' },
        attributeMapping: { email: 'email', ...kept },
        // AWS adds what it reads from the metadata.
        lifecycle: {
          ignoreChanges: [
            'provider_details["ActiveEncryptionCertificate"]',
            'provider_details["SLORedirectBindingURI"]',
            'provider_details["SSORedirectBindingURI"]',
          ],
        },
      }),
      id,
    )
    const client = named(
      new CognitoUserPoolClient(this, 'client', {
        name: props.name,
        userPoolId,
        generateSecret: true,
        supportedIdentityProviders: [directory.providerName],
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ['code'],
        // Without aws.cognito.signin.user.admin a user cannot change attributes.
        allowedOauthScopes: ['openid', 'email', 'profile'],
        explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        callbackUrls: props.callbackUrls.map(literal),
        ...(props.logoutUrls?.length && { logoutUrls: props.logoutUrls.map(literal) }),
        // What a sign-in brings is written with the client's rights.
        ...(attributes.length > 0 && { writeAttributes: [...attributes, 'email'] }),
        enableTokenRevocation: true,
        preventUserExistenceErrors: 'ENABLED',
      }),
      id,
    )
    this.identityPool = named(
      new CognitoIdentityPool(this, 'identities', {
        identityPoolName: props.name,
        allowUnauthenticatedIdentities: false,
        // Roles in other accounts can only be assumed with the token that the classic flow hands out.
        allowClassicFlow: true,
        cognitoIdentityProviders: [
          { clientId: client.id, providerName: this.userPool.endpoint, serverSideTokenCheck: true },
        ],
        lifecycle: { preventDestroy: true },
      }),
      id,
    )
    named(
      new CognitoIdentityPoolProviderPrincipalTag(this, 'tags', {
        identityPoolId: this.identityPool.id,
        identityProviderName: this.userPool.endpoint,
        useDefaults: false,
        principalTags: Object.fromEntries(props.tags.map((tag) => [tag, tag])),
      }),
      id,
    )
  }
}

/** Attribute of the user → the directory's claim that it keeps. */
const keptAttributes = ({ attributes = [], groups }: CognitoProviderProps): Record<string, string> => ({
  ...Object.fromEntries(attributes.map((claim) => [`${CUSTOM}${claim}`, claim])),
  ...(groups && { [groups.attribute]: groups.claim }),
})

const CUSTOM = 'custom:'

/** Every argument is written out: what AWS fills in would be a change at each plan, and no attribute can be changed. */
const textAttribute = (attribute: string): CognitoUserPoolSchema => ({
  name: attribute.slice(CUSTOM.length),
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
  stringAttributeConstraints: { minLength: '0', maxLength: '2048' },
})
