import type { HookConfig, HookService } from '../../../core/model/hook-config'
import { claimsOf, type Asked } from './asked'
import type { AssertionRequest, OktaAttribute } from './okta'
import type { TokenRequest } from './okta-token'

/** The identity provider's request for one sign-in, as its documentation describes it. */
export interface Sending {
  readonly asked: Asked
  readonly service: HookService
  /** Session tag → claim. */
  readonly tags: Readonly<Record<string, string>>
}

/** Gives an application id to each service that has none, so that a hook finds it: the service's own name. */
export function routable(config: HookConfig): HookConfig {
  const taken = new Set(Object.values(config.services).flatMap(({ application }) => application ?? []))
  const free = (name: string): string => (taken.has(name) ? free(`${name}-`) : name)
  const services = Object.entries(config.services).map(([name, service]): [string, HookService] =>
    service.protocol !== 'saml' || service.application !== undefined
      ? [name, service]
      : [name, { ...service, application: free(name) }],
  )
  return { ...config, services: Object.fromEntries(services) }
}

const TIME = '2026-01-01T09:00:05.000Z'

const envelope = (source: string, eventType: string): object => ({
  source,
  eventId: 'signin-on-this-machine',
  eventTime: TIME,
  eventTypeVersion: '1.0',
  cloudEventVersion: '0.1',
  contentType: 'application/json',
  eventType,
})

const userOf = (login: string): object => ({
  id: '00u0000000000000000',
  passwordChanged: TIME,
  profile: { login, firstName: 'Somebody', lastName: 'Somebody', locale: 'en', timeZone: 'Europe/Copenhagen' },
  _links: {
    groups: { href: 'https://example.okta.com/groups' },
    factors: { href: 'https://example.okta.com/factors' },
  },
})

const attribute = (values: readonly string[]): OktaAttribute => ({
  attributes: { NameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified' },
  attributeValues: values.map((value) => ({ attributes: { 'xsi:type': 'xs:string' }, value })),
})

/**
 * What Okta's SAML assertion inline hook is asked.
 *
 * @param recipient the page that takes the assertion
 * @see https://developer.okta.com/docs/reference/saml-hook/#sample-json-payload-of-request
 */
export function samlBody({ asked, service, tags }: Sending, recipient: string): AssertionRequest {
  const { user, groups } = asked
  const claims = Object.entries(claimsOf(asked.attributes, tags)).map(([name, value]) => [name, attribute([value])])
  const request = {
    ...envelope('https://example.okta.com/app/saml20app_1/sso/saml', 'com.okta.saml.tokens.transform'),
    data: {
      context: {
        request: {
          id: 'signin',
          method: 'GET',
          url: { value: 'https://example.okta.com/sso/saml' },
          ipAddress: '127.0.0.1',
        },
        protocol: {
          type: 'SAML2.0',
          issuer: { id: service.application, name: asked.service, uri: `http://www.okta.com/${service.application}` },
        },
        user: userOf(user),
      },
      assertion: {
        subject: {
          nameId: user,
          nameFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
          confirmation: { method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer', data: { recipient } },
        },
        authentication: {
          sessionIndex: 'id1',
          authnContext: { authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' },
        },
        conditions: { audienceRestriction: ['urn:amazon:webservices'] },
        claims: { ...Object.fromEntries(claims), [service.groupsClaim]: attribute(groups) },
        lifetime: { expiration: 300 },
      },
    },
  }
  return request
}

/**
 * What Okta's token inline hook is asked.
 *
 * @see https://developer.okta.com/docs/reference/token-hook/#sample-json-payload-of-a-request
 */
export function tokenBody({ asked, service, tags }: Sending): TokenRequest {
  const { issuer = '', clientIds: [client = ''] = [] } = service
  const { user, groups } = asked
  const claims = {
    sub: '00u0000000000000000',
    ver: 1,
    iss: issuer,
    aud: client,
    jti: 'ID.signin-on-this-machine',
    amr: ['pwd'],
    preferred_username: user,
    ...claimsOf(asked.attributes, tags),
    [service.groupsClaim]: groups,
  }
  const request = {
    ...envelope(`${issuer}/v1/authorize`, 'com.okta.oauth2.tokens.transform'),
    data: {
      context: {
        request: { id: 'signin', method: 'GET', url: { value: `${issuer}/v1/authorize` }, ipAddress: '127.0.0.1' },
        protocol: {
          type: 'OAUTH2.0',
          request: {
            scope: 'openid',
            state: 's',
            redirect_uri: 'https://localhost/callback',
            response_mode: 'form_post',
            response_type: 'code',
            client_id: client,
          },
          issuer: { uri: issuer },
          client: { id: client, name: asked.service, type: 'CONFIDENTIAL' },
        },
        user: userOf(user),
        policy: { id: '00p0', rule: { id: '0pr0' } },
      },
      identity: { claims, token: { lifetime: { expiration: 3600 } } },
      access: {
        claims: { ver: 1, jti: 'AT.signin-on-this-machine', iss: issuer, aud: 'api://default', cid: client, sub: user },
        token: { lifetime: { expiration: 3600 } },
        scopes: { openid: { id: 'scp0', action: 'GRANT' } },
      },
    },
  }
  return request
}

/**
 * What Cognito's pre token generation trigger is asked, in version two.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function poolEvent({ asked, service, tags }: Sending): object {
  const { user, groups } = asked
  const identity = {
    userId: user,
    providerName: 'directory',
    providerType: 'SAML',
    issuer: 'https://example.com',
    primary: true,
  }
  const own = Object.entries(claimsOf(asked.attributes, tags)).map(([claim, value]) => [`custom:${claim}`, value])
  const { groupsAttribute } = service
  const inPool = groupsAttribute === undefined ? groups : []
  if (groupsAttribute !== undefined && groups.length > 0) own.push([groupsAttribute, keptList(groups)])
  return {
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_signin',
    userName: `directory_${user}`,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: service.application ?? asked.service },
    request: {
      userAttributes: {
        sub: '00000000-0000-4000-8000-000000000000',
        identities: JSON.stringify([identity]),
        'cognito:user_status': 'EXTERNAL_PROVIDER',
        ...Object.fromEntries(own),
      },
      groupConfiguration: { groupsToOverride: inPool, iamRolesToOverride: [], preferredRole: null },
      scopes: ['openid', 'email', 'profile'],
    },
    response: { claimsAndScopeOverrideDetails: null },
  }
}

/**
 * What a user pool keeps of several values.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
const keptList = (values: readonly string[]): string => `[${values.map(inForm).join(', ')}]`

const inForm = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1)
