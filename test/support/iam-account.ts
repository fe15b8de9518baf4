/** What one account of the stand-in for IAM holds. */
export class IamAccount {
  /** Role name → its path and trust policy. */
  readonly roles = new Map<string, Role>()
  /** ARN → metadata and tags. */
  readonly saml = new Map<string, SamlProvider>()
  /** ARN → URL, client ids and tags. */
  readonly oidc = new Map<string, OidcProvider>()
  private readonly lagging = new Map<string, Lagging>()

  constructor(
    readonly id: string,
    private readonly limits: AccountLimits,
  ) {}

  /** Tags that it has stay. */
  addRole(name: string, path: string, trust: string, tags: Tags = this.roles.get(name)?.tags ?? {}): void {
    this.roles.set(name, { path, trust, tags })
  }

  answer(action: string, query: URLSearchParams): Answer {
    const act = ACTIONS[action]
    if (!act) throw new IamFault('InvalidAction', 400, `${action} is not known here`)
    return act(this, query)
  }

  arn(kind: string, name: string): string {
    return `arn:aws:iam::${this.id}:${kind}/${name}`
  }

  /** What a read sees: for some reads after a write, what was there before. */
  seen<T>(key: string, now: T): T {
    const old = this.lagging.get(key)
    if (!old || old.reads <= 0) return now
    old.reads--
    return old.value as T
  }

  /** Changes something, which reads see later only. */
  write(key: string, before: unknown, change: () => unknown): Answer {
    const { lag = 0 } = this.limits
    if (lag > 0) this.lagging.set(key, { value: before, reads: lag })
    change()
    return { xml: '', changed: true }
  }

  assertRoom(providers: ReadonlyMap<string, unknown>): void {
    if (providers.size >= (this.limits.providers ?? 100)) throw new IamFault('LimitExceeded', 409)
  }

  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
  assertTrust(text: string): void {
    if (text.length > (this.limits.trustLimit ?? 2048)) throw new IamFault('LimitExceeded', 409)
    const unknown = federatedIn(text).find((each) => each.startsWith('arn:') && !this.hasProvider(each))
    if (unknown !== undefined && this.limits.checksProviders !== false)
      throw new IamFault('MalformedPolicyDocument', 400, `Invalid principal in policy: ${unknown}`)
  }

  hasProvider(arn: string): boolean {
    return this.saml.has(arn) || this.oidc.has(arn)
  }
}

export interface Role {
  readonly path: string
  readonly trust: string
  readonly tags: Tags
}
export interface SamlProvider {
  readonly metadata: string
  readonly tags: Tags
}
export interface OidcProvider {
  readonly url: string
  readonly clientIds: readonly string[]
  readonly tags: Tags
}
export type Tags = Readonly<Record<string, string>>

export interface AccountLimits {
  readonly lag?: number
  readonly trustLimit?: number
  readonly providers?: number
  readonly checksProviders?: boolean
}

interface Lagging {
  readonly value: unknown
  reads: number
}

export interface Answer {
  /** What stands in the result. */
  readonly xml: string
  readonly changed?: boolean
}

/** An error as IAM answers it. */
export class IamFault extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message = code,
  ) {
    super(message)
  }

  xml(): string {
    const type = this.status < 500 ? 'Sender' : 'Receiver'
    const error = element('Type', type) + element('Code', this.code) + element('Message', escaped(this.message))
    return `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${element('Error', error)}${element('RequestId', '1')}</ErrorResponse>`
  }
}

/** Who is named as a federated principal. @throws where the text is no policy */
export function federatedIn(text: string): string[] {
  let policy: { readonly Statement: readonly { readonly Principal?: { readonly Federated?: string | string[] } }[] }
  try {
    policy = JSON.parse(text) as typeof policy
    if (policy.Statement.length === 0) throw new TypeError('no statement')
  } catch {
    throw new IamFault('MalformedPolicyDocument', 400)
  }
  return policy.Statement.flatMap((each) => each.Principal?.Federated ?? [])
}

type Act = (account: IamAccount, query: URLSearchParams) => Answer

const ACTIONS: Readonly<Record<string, Act>> = {
  GetRole: (account, query) => {
    const name = get(query, 'RoleName')
    const role = account.seen(`role ${name}`, account.roles.get(name)) ?? absent()
    const arn = account.arn('role', (role.path + name).slice(1))
    return {
      xml: element(
        'Role',
        element('Path', role.path),
        element('RoleName', name),
        element('RoleId', 'AROA'),
        element('Arn', arn),
        element('CreateDate', DATE),
        element('AssumeRolePolicyDocument', escaped(encodeURIComponent(role.trust))),
        tagsXml(role.tags),
      ),
    }
  },
  UpdateAssumeRolePolicy: (account, query) => {
    const name = get(query, 'RoleName')
    const role = account.roles.get(name) ?? absent()
    const trust = get(query, 'PolicyDocument')
    account.assertTrust(trust)
    return account.write(`role ${name}`, role, () => account.roles.set(name, { ...role, trust }))
  },
  CreateSAMLProvider: (account, query) => {
    const arn = account.arn('saml-provider', get(query, 'Name'))
    if (account.saml.has(arn)) throw new IamFault('EntityAlreadyExists', 409)
    account.assertRoom(account.saml)
    const made = { metadata: metadataOf(query), tags: tagsOf(query) }
    const answer = account.write(arn, undefined, () => account.saml.set(arn, made))
    return { ...answer, xml: element('SAMLProviderArn', arn) }
  },
  UpdateSAMLProvider: (account, query) => {
    const arn = get(query, 'SAMLProviderArn')
    const found = account.saml.get(arn) ?? absent()
    const metadata = metadataOf(query)
    const answer = account.write(arn, found, () => account.saml.set(arn, { ...found, metadata }))
    return { ...answer, xml: element('SAMLProviderArn', arn) }
  },
  GetSAMLProvider: (account, query) => {
    const arn = get(query, 'SAMLProviderArn')
    const { metadata, tags } = account.seen(arn, account.saml.get(arn)) ?? absent()
    return { xml: element('SAMLMetadataDocument', escaped(metadata)) + element('CreateDate', DATE) + tagsXml(tags) }
  },
  DeleteSAMLProvider: (account, query) => {
    const arn = get(query, 'SAMLProviderArn')
    const found = account.saml.get(arn) ?? absent()
    return account.write(arn, found, () => account.saml.delete(arn))
  },
  ListSAMLProviders: (account) => ({
    xml: element('SAMLProviderList', ...[...account.saml.keys()].map((arn) => element('member', element('Arn', arn)))),
  }),
  CreateOpenIDConnectProvider: (account, query) => {
    const url = get(query, 'Url')
    const arn = account.arn('oidc-provider', url.replace('https://', ''))
    if (account.oidc.has(arn)) throw new IamFault('EntityAlreadyExists', 409)
    account.assertRoom(account.oidc)
    const made = { url, clientIds: members(query, 'ClientIDList'), tags: tagsOf(query) }
    const answer = account.write(arn, undefined, () => account.oidc.set(arn, made))
    return { ...answer, xml: element('OpenIDConnectProviderArn', arn) }
  },
  GetOpenIDConnectProvider: (account, query) => {
    const arn = get(query, 'OpenIDConnectProviderArn')
    const { url, clientIds, tags } = account.seen(arn, account.oidc.get(arn)) ?? absent()
    const ids = clientIds.map((each) => element('member', escaped(each)))
    return { xml: element('Url', url) + element('ClientIDList', ...ids) + element('CreateDate', DATE) + tagsXml(tags) }
  },
  DeleteOpenIDConnectProvider: (account, query) => {
    const arn = get(query, 'OpenIDConnectProviderArn')
    return account.write(arn, account.oidc.get(arn), () => account.oidc.delete(arn))
  },
  AddClientIDToOpenIDConnectProvider: (account, query) => {
    const arn = get(query, 'OpenIDConnectProviderArn')
    const found = account.oidc.get(arn) ?? absent()
    if (found.clientIds.length >= 100) throw new IamFault('LimitExceeded', 409)
    const clientIds = [...new Set([...found.clientIds, get(query, 'ClientID')])]
    return account.write(arn, found, () => account.oidc.set(arn, { ...found, clientIds }))
  },
  RemoveClientIDFromOpenIDConnectProvider: (account, query) => {
    const arn = get(query, 'OpenIDConnectProviderArn')
    const found = account.oidc.get(arn) ?? absent()
    const clientIds = found.clientIds.filter((each) => each !== query.get('ClientID'))
    return account.write(arn, found, () => account.oidc.set(arn, { ...found, clientIds }))
  },
  ListOpenIDConnectProviders: (account) => ({
    xml: element(
      'OpenIDConnectProviderList',
      ...[...account.oidc.keys()].map((arn) => element('member', element('Arn', arn))),
    ),
  }),
}

const DATE = '2026-01-01T00:00:00Z'

function absent(): never {
  throw new IamFault('NoSuchEntity', 404)
}

function metadataOf(query: URLSearchParams): string {
  const metadata = get(query, 'SAMLMetadataDocument')
  if (metadata.length < 1_000 || !metadata.includes('IDPSSODescriptor')) throw new IamFault('InvalidInput', 400)
  return metadata
}

const get = (query: URLSearchParams, name: string): string => query.get(name) ?? ''

function members(query: URLSearchParams, name: string): string[] {
  const found: string[] = []
  for (let index = 1; query.has(`${name}.member.${index}`); index++) found.push(get(query, `${name}.member.${index}`))
  return found
}

function tagsOf(query: URLSearchParams): Tags {
  const tags: Record<string, string> = {}
  for (let index = 1; query.has(`Tags.member.${index}.Key`); index++)
    tags[get(query, `Tags.member.${index}.Key`)] = get(query, `Tags.member.${index}.Value`)
  return tags
}

const tagsXml = (tags: Tags): string =>
  element(
    'Tags',
    ...Object.entries(tags).map(([key, value]) =>
      element('member', element('Key', escaped(key)), element('Value', escaped(value))),
    ),
  )

const element = (name: string, ...content: string[]): string => `<${name}>${content.join('')}</${name}>`

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
