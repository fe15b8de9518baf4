import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api'
import { Apigatewayv2Authorizer } from '@cdktf/provider-aws/lib/apigatewayv2-authorizer'
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration'
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route'
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage'
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group'
import { Construct } from 'constructs'
import { named } from '../address'
import { literal } from '../literal'
import { callerPermission } from './caller-permission'
import type { Callee } from './hook-function'

export interface SignInApiProps {
  readonly name: string
  /** What answers a POST, by path: `/okta/saml`; with the key that its addresses are made of. */
  readonly routes: Readonly<Record<string, ApiRoute>>
  /**
   * Who signs the token that callers of routes must send, but for those that sign.
   * @default - a function authenticates its callers itself
   */
  readonly jwt?: { readonly issuer: string; readonly audience: string; readonly scope?: string | undefined } | undefined
  /** Requests a second on average, and at once, before the API answers 429. */
  readonly throttling: { readonly rate: number; readonly burst: number }
  /** The log group of the access log. */
  readonly logGroup: string
  /** ARN of that log group. */
  readonly logGroupArn: string
  /** How many days it is kept. */
  readonly logDays: number
}

export interface ApiRoute {
  /** What its addresses are made of. */
  readonly key: string
  readonly callee: Callee
  /** Whether callers sign what they send, and have no token. @default false */
  readonly isSigned?: boolean | undefined
}

/** Okta gives a hook three seconds, and ends a call of its own by then. */
const TIMEOUT_MS = 3_000

const OPEN = { authorizationType: 'NONE' }

/** One line a request: neither headers nor bodies, which hold the secret and people's names. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  sourceIp: '$context.identity.sourceIp',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
})

/**
 * The HTTP API through which an identity provider and HCP Terraform call the hooks.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class SignInApi extends Construct {
  readonly api: Apigatewayv2Api

  constructor(scope: Construct, id: string, props: SignInApiProps) {
    super(scope, id)
    this.api = named(
      new Apigatewayv2Api(this, 'api', {
        name: props.name,
        description: 'Hooks of the data mesh',
        protocolType: 'HTTP',
      }),
      id,
    )
    const authorization = this.authorization(id, props)
    for (const [path, { key, callee, isSigned = false }] of Object.entries(props.routes)) {
      const integration = named(
        new Apigatewayv2Integration(this, `integration-${key}`, {
          apiId: this.api.id,
          integrationType: 'AWS_PROXY',
          integrationMethod: 'POST',
          integrationUri: callee.arn,
          payloadFormatVersion: '2.0',
          timeoutMilliseconds: TIMEOUT_MS,
          dependsOn: [...callee.ready],
        }),
        key,
      )
      named(
        new Apigatewayv2Route(this, `route-${key}`, {
          apiId: this.api.id,
          routeKey: `POST ${path}`,
          target: `integrations/${integration.id}`,
          ...(isSigned ? OPEN : authorization),
        }),
        key,
      )
      // The API has one stage; its name stands where the star is.
      const source = `${this.api.executionArn}/*/POST${path}`
      callerPermission(this, key, { callee, service: 'apigateway.amazonaws.com', source })
    }
    this.addStage(id, props)
  }

  private authorization(
    id: string,
    { jwt }: SignInApiProps,
  ): { authorizationType: string; authorizerId?: string; authorizationScopes?: string[] } {
    if (!jwt) return OPEN
    const authorizer = named(
      new Apigatewayv2Authorizer(this, 'authorizer', {
        apiId: this.api.id,
        name: 'identity-provider',
        authorizerType: 'JWT',
        identitySources: ['$request.header.Authorization'],
        jwtConfiguration: { issuer: literal(jwt.issuer), audience: [literal(jwt.audience)] },
      }),
      id,
    )
    return {
      authorizationType: 'JWT',
      authorizerId: authorizer.id,
      ...(jwt.scope !== undefined && { authorizationScopes: [literal(jwt.scope)] }),
    }
  }

  private addStage(id: string, { throttling, logGroup, logGroupArn, logDays }: SignInApiProps): void {
    const log = named(new CloudwatchLogGroup(this, 'log', { name: logGroup, retentionInDays: logDays }), id)
    named(
      new Apigatewayv2Stage(this, 'stage', {
        apiId: this.api.id,
        name: '$default',
        autoDeploy: true,
        accessLogSettings: { destinationArn: logGroupArn, format: ACCESS_LOG },
        defaultRouteSettings: { throttlingRateLimit: throttling.rate, throttlingBurstLimit: throttling.burst },
        dependsOn: [log],
      }),
      id,
    )
  }
}
