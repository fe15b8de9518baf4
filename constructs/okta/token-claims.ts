import { Construct } from 'constructs'
import { sha256 } from '../../core/model/hash'
import { slug } from '../../core/model/names'
import { literal } from '../literal'
import type { GroupFilter } from './group-filter'
import { OktaResource } from './provider'

export interface TokenClaimsProps {
  /** Id of the authorization server. */
  readonly server: string
  /** The claims that carry the groups, for the services of the server. */
  readonly groupsClaims: readonly string[]
  readonly groups: GroupFilter
  /** Claim → Okta expression. */
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * What an authorization server says in every ID token, which is what AWS reads: claims belong to the server, and not to
 * one of its applications.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_claim
 */
export class TokenClaims extends Construct {
  constructor(scope: Construct, id: string, { server, groupsClaims, groups, attributes }: TokenClaimsProps) {
    super(scope, id)
    for (const name of new Set(groupsClaims)) {
      this.claim(server, name, { value_type: 'GROUPS', group_filter_type: groups.type, value: groups.value })
    }
    for (const [name, expression] of Object.entries(attributes)) {
      this.claim(server, name, { value_type: 'EXPRESSION', value: literal(expression) })
    }
  }

  private claim(server: string, name: string, value: object): void {
    new OktaResource(this, 'auth_server_claim', `${keyOf(server)}_${keyOf(name)}`, {
      arguments: {
        auth_server_id: literal(server),
        name: literal(name),
        claim_type: 'IDENTITY',
        always_include_in_token: true,
        status: 'ACTIVE',
        ...value,
      },
    })
  }
}

/** A part of an address: names of claims may be URLs, and two of them may have one slug. */
export const keyOf = (name: string): string =>
  /^[\w-]+$/.test(name) ? name : `${slug(name)}_${sha256(name).toString('hex').slice(0, 6)}`
