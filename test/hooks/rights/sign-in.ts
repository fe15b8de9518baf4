import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { callHook } from '../../../cli/lib/sign-in/okta-call'
import { secretArn, secretName } from '../../../core/model/hook-names'
import { liveKey, type TableKey } from '../../../core/model/table-keys'
import { cognitoTokenHandler } from '../../../hooks/cognito-token/handler'
import { headerSecret, jwtAuthorized } from '../../../hooks/lib/authenticate'
import { applicationAttribute, clientAttribute, groupAttribute } from '../../../hooks/lib/live-rows'
import type { HttpHandler } from '../../../hooks/lib/okta-hook'
import { secretReader } from '../../../hooks/lib/secret-reader'
import { dynamoTable, type TableReader } from '../../../hooks/lib/table'
import { oktaSamlHandler } from '../../../hooks/okta-saml/handler'
import { oktaTokenHandler } from '../../../hooks/okta-token/handler'
import sample from '../../fixtures/cognito/v2.json'
import { memoryLog } from '../../support/hook-config'
import { PATIENT } from '../../support/patience'
import { requestOf } from '../../support/saml-request'
import { newcomerRows, NOW, REVISION, type Applied } from './mesh'
import { answering, guardedTable, writeLogs, type Guard, type Subject } from './subject'

const SECRET = 'what Okta sends'
const ISSUER = 'https://ghost.example.com/oauth2'
const USER = 'anna@example.com'

/** Rows of run time: a group in several roles, and a service of each protocol. */
export function liveRowsOf(mesh: Applied): TableKey[] {
  const definition = { maxGroups: 20, groupsClaim: 'groups' }
  const service = (name: string, own: object): TableKey => ({
    ...liveKey.service(name),
    ...{ state: 'active', definition: { ...definition, ...own }, environments: { lab: REVISION } },
  })
  return [
    ...newcomerRows(mesh, 'lab', ['reader', 'home']),
    {
      ...liveKey.index(),
      [groupAttribute('newcomers')]: { name: 'NEWCOMERS', code: 'zAbc' },
      [applicationAttribute('0oa9')]: 'ghost',
      [clientAttribute(ISSUER, 'wisp')]: 'wisp',
    } as TableKey,
    service('ghost', { protocol: 'saml', application: '0oa9' }),
    service('wisp', { protocol: 'oidc', issuer: ISSUER, clientIds: ['wisp'] }),
  ]
}

interface Place {
  readonly mesh: Applied
  /** Of the function. */
  readonly key: string
  readonly endpoint: string
}

/** A hook that Okta calls: people sign in through a declared service and, if events may add any, through one of those. */
function oktaSubject(
  { mesh, key, endpoint }: Place,
  handler: typeof oktaSamlHandler | typeof oktaTokenHandler,
  requests: readonly (readonly [request: object, code: string])[],
): Subject {
  const names = mesh.function(key)
  const { config, hub } = mesh
  return {
    name: names.name,
    document: names.policies.hook!,
    run: async (guard) => {
      writeLogs(guard, hub, names)
      const isSecret = mesh.built.mesh.settings.hooks?.authentication.type === 'secret'
      const authenticate = isSecret ? headerSecret({ read: secretsOf(guard, mesh), now: () => NOW }) : jwtAuthorized
      const table = dynamoTable(guardedTable(guard, endpoint, hub, config.table), config.table)
      const hook = handler({ config, table, authenticate, log: memoryLog(), deadline: PATIENT })
      const okta = { authorization: SECRET, timeout: PATIENT }
      for (const [request, code] of requests) {
        const { answer } = await callHook(isSecret ? hook : authorized(hook), request, 0, okta)
        if (!JSON.stringify(answer?.commands ?? []).includes(code)) throw new Error(answer?.errorSummary ?? 'no answer')
      }
    },
  }
}

/** API Gateway has seen the token. */
const authorized =
  (hook: HttpHandler): HttpHandler =>
  (event) =>
    hook({
      ...event,
      requestContext: { ...event.requestContext, authorizer: { jwt: { claims: { sub: 'okta' } } } },
    } as typeof event)

function secretsOf(guard: Guard, { config, hub }: Applied): () => Promise<string[]> {
  const client = answering(new SecretsManagerClient({ region: hub.region }), () => ({ SecretString: SECRET }))
  // AWS asks for the ARN, of which the last six characters are its own.
  const resource = secretArn(hub, secretName(config.mesh)).replace('??????', 'a1B2c3')
  guard.on(client, (command) => [{ action: `secretsmanager:${command.replace('Command', '')}`, resource, context: {} }])
  return secretReader(client, secretName(config.mesh))
}

export function samlSubject(place: Omit<Place, 'key'>): Subject {
  const { codes, config } = place.mesh
  const { sync } = config
  const declared = [requestOf({ application: '0oa1', user: USER, groups: ['READERS'] }), codes.READERS ?? ''] as const
  const both = requestOf({ application: '0oa1', user: USER, groups: ['NEWCOMERS'] })
  const live = requestOf({ application: '0oa9', user: USER, groups: ['NEWCOMERS'] })
  const requests = sync ? [declared, [both, 'zAbc'] as const, [live, 'zAbc'] as const] : [declared]
  return oktaSubject({ ...place, key: 'okta_saml' }, oktaSamlHandler, requests)
}

export function tokenSubject(place: Omit<Place, 'key'>): Subject {
  const { codes, config } = place.mesh
  const { sync } = config
  const request = (uri: string, id: string, names: readonly string[]): object => ({
    eventType: 'com.okta.oauth2.tokens.transform',
    data: {
      context: { protocol: { issuer: { uri }, client: { id } }, user: { profile: { login: USER } } },
      identity: { claims: { iss: uri, aud: id, groups: names } },
    },
  })
  const own = 'https://login.example.com/oauth2/aus1'
  const declared = [request(own, 'notebooks', ['READERS']), codes.READERS ?? ''] as const
  const both = [request(own, 'notebooks', ['NEWCOMERS']), 'zAbc'] as const
  const live = [request(ISSUER, 'wisp', ['NEWCOMERS']), 'zAbc'] as const
  return oktaSubject({ ...place, key: 'okta_token' }, oktaTokenHandler, sync ? [declared, both, live] : [declared])
}

export function cognitoSubject({ mesh, endpoint }: Omit<Place, 'key'>): Subject {
  const names = mesh.function('cognito_home')
  const { config, hub } = mesh
  return {
    name: names.name,
    document: names.policies.hook!,
    run: async (guard) => {
      writeLogs(guard, hub, names)
      const table: TableReader = dynamoTable(guardedTable(guard, endpoint, hub, config.table), config.table)
      const handler = cognitoTokenHandler({ config, table, service: 'home', log: memoryLog(), deadline: PATIENT })
      const codes = { READERS: mesh.codes.READERS ?? '', ...(config.sync && { NEWCOMERS: 'zAbc' }) }
      for (const [group, code] of Object.entries(codes)) {
        const groupConfiguration = { groupsToOverride: [group] }
        const answer = await handler({ ...sample, request: { ...sample.request, groupConfiguration } })
        if (!JSON.stringify(answer.response).includes(code)) throw new Error(`no session of ${group}`)
      }
    },
  }
}
