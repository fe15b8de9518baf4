import { transformAssertion } from '../../../cli/lib/sign-in/okta'
import { transformTokens } from '../../../cli/lib/sign-in/okta-token'
import { issuerKey, oidcProviderArn, roleArn, samlProviderArn } from '../../../core/model/arn'
import type { HookConfig } from '../../../core/model/hook-config'
import { rolePath, samlProviderName } from '../../../core/model/names'
import type { PolicyDocument } from '../../../core/policy/document'
import { signIn, type SignIn } from '../../../core/policy/sign-in'
import { headerSecret } from '../../../hooks/lib/authenticate'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import { secretReader } from '../../../hooks/lib/secret-reader'
import { dynamoTable } from '../../../hooks/lib/table'
import { oktaSamlHandler } from '../../../hooks/okta-saml/handler'
import { oktaTokenHandler } from '../../../hooks/okta-token/handler'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { secretName } from '../../../core/model/hook-names'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'
import { memoryLog } from '../../support/hook-config'
import { addressed, attempt } from '../../support/opened-by'
import { PATIENT } from '../../support/patience'
import { requestOf } from '../../support/saml-request'
import { readTrusts } from './read-trusts'

/**
 * Names of the roles that the hook and IAM both open, sorted; or what the user reads who is refused. Where the two do not
 * say the same, the role's name is followed by `: shut` or `: not named`.
 */
export type SignedIn = readonly string[] | string

/** Sign-ins with the hooks on the emulator's table and secret, each role asked by the trust policy that IAM has now. */
export interface SignIns {
  saml(service: string, application: string, groups: readonly string[]): Promise<SignedIn>
  token(issuer: string, client: string, groups: readonly string[]): Promise<SignedIn>
}

export interface SignInsOptions {
  /** What Okta sends. */
  readonly secret: string
  /** What the hooks know of the mesh now. */
  config(): HookConfig
}

export function signIns(mesh: AppliedMesh, { dynamodb, secrets }: AwsClients, options: SignInsOptions): SignIns {
  const okta = { authorization: options.secret, timeout: PATIENT }
  const hook = (handler: typeof oktaSamlHandler | typeof oktaTokenHandler): HttpHandler => {
    const config = options.config()
    const table = dynamoTable(DynamoDBDocumentClient.from(dynamodb), config.table)
    const read = secretReader(secrets, secretName(config.mesh))
    const authenticate = headerSecret({ read, now: () => new Date() })
    return handler({ config, table, authenticate, log: memoryLog(), deadline: PATIENT })
  }
  return {
    saml: async (service, application, groups) => {
      const request = requestOf({ application, groups, user: 'anna@example.com' })
      const result = await transformAssertion(hook(oktaSamlHandler), request, okta)
      if (result.outcome === 'denied') return result.errorSummary
      if (result.outcome === 'original') throw new Error('Okta goes on without the hook')
      const { recipient, attributes } = addressed(result.assertion)
      const pairs = attributes['https://aws.amazon.com/SAML/Attributes/Role'] ?? []
      const opened = await doors(mesh, options.config(), (role, account) => {
        const { mesh: name } = options.config()
        const provider = samlProviderArn({ partition: 'aws', account, region: '' }, samlProviderName(name, service))
        return attempt(role, provider, recipient, attributes)
      })
      const named = pairs.map((pair) => pair.split(',')[0]?.split('/').at(-1) ?? '')
      return [...new Set([...named, ...opened])].sort().map((role) => {
        if (!opened.includes(role)) return `${role}: shut`
        return named.includes(role) ? role : `${role}: not named`
      })
    },
    token: async (issuer, client, groups) => {
      const result = await transformTokens(hook(oktaTokenHandler), tokenRequest(issuer, client, groups), okta)
      if (result.outcome === 'denied') return result.errorSummary
      if (result.outcome === 'original') throw new Error('Okta goes on without the hook')
      const claims = result.identity?.claims ?? {}
      const { principal_tags: tags = {} } = (claims['https://aws.amazon.com/tags'] ?? {}) as Tags
      return doors(mesh, options.config(), (role, account) => ({
        role,
        provider: oidcProviderArn({ partition: 'aws', account, region: '' }, issuer),
        action: 'sts:AssumeRoleWithWebIdentity',
        context: { [`${issuerKey(issuer)}:aud`]: client },
        tags: Object.fromEntries(Object.entries(tags).map(([key, [value = '']]) => [key, value])),
        sourceIdentity: String(claims['https://aws.amazon.com/source_identity']),
      }))
    },
  }
}

interface Tags {
  readonly principal_tags?: Readonly<Record<string, readonly string[]>>
}

const tokenRequest = (issuer: string, client: string, groups: readonly string[]) => ({
  eventType: 'com.okta.oauth2.tokens.transform',
  data: {
    context: {
      protocol: { issuer: { uri: issuer }, client: { id: client } },
      user: { profile: { login: 'anna@example.com' } },
    },
    identity: { claims: { iss: issuer, aud: client, sub: '00u1anna', ver: 1, groups } },
  },
})

/** Names of all roles of the mesh whose trust policy lets the attempt in, sorted. */
async function doors(
  mesh: AppliedMesh,
  { mesh: name, environments }: HookConfig,
  attemptAt: (role: string, account: string) => SignIn,
): Promise<string[]> {
  const opened = Object.entries(environments).map(async ([environment, { account, region }]) =>
    [...(await readTrusts(mesh, environment))].flatMap(([role, trust]) => {
      const arn = roleArn({ partition: 'aws', account, region }, rolePath(name), role)
      return signIn(JSON.parse(trust) as PolicyDocument, attemptAt(arn, account)).allowed ? [role] : []
    }),
  )
  return (await Promise.all(opened)).flat().sort()
}
