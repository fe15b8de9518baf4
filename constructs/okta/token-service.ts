import { Construct } from 'constructs'
import { literal } from '../literal'
import { OktaResource } from './provider'

export interface TokenServiceProps {
  readonly mesh: string
  /** Id of the authorization server. */
  readonly server: string
  readonly clientIds: readonly string[]
  /** The hook that makes the session's claims. */
  readonly hook: OktaResource
}

/**
 * Lets an authorization server call the hook for the clients of a service. Who may use them, in which way and for how
 * long, Okta's administrators decide: a rule begins with the usual, and stays as they change it.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_policy_rule
 */
export class TokenService extends Construct {
  constructor(scope: Construct, id: string, { mesh, server, clientIds, hook }: TokenServiceProps) {
    super(scope, id)
    const common = { auth_server_id: literal(server), name: literal(`${mesh}-${id}`), status: 'ACTIVE', priority: 1 }
    const policy = new OktaResource(this, 'auth_server_policy', id, {
      arguments: {
        ...common,
        description: literal(`Sessions of the service ${id}`),
        client_whitelist: [...clientIds].sort().map(literal),
      },
      // The newest goes first and pushes the others on; clients are in one policy each.
      lifecycle: { ignoreChanges: ['priority'] },
    })
    new OktaResource(this, 'auth_server_policy_rule', id, {
      arguments: {
        ...common,
        policy_id: policy.id,
        grant_type_whitelist: ['authorization_code'],
        scope_whitelist: ['*'],
        group_whitelist: ['EVERYONE'],
        inline_hook_id: hook.id,
      },
      lifecycle: { ignoreChanges: LEFT_ALONE },
    })
  }
}

const LEFT_ALONE = [
  'access_token_lifetime_minutes',
  'grant_type_whitelist',
  'group_blacklist',
  'group_whitelist',
  'priority',
  'refresh_token_lifetime_minutes',
  'refresh_token_window_minutes',
  'scope_whitelist',
  'user_blacklist',
  'user_whitelist',
]
