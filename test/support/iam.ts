import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { IAMClient } from '@aws-sdk/client-iam'
import { IamAccount, IamFault, type Answer } from './iam-account'

export { IamFault } from './iam-account'

// The SDK warns of the coming end of Node 20, once a process: noise between the results of tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

/** One call that came. */
export interface IamCall {
  readonly account: string
  readonly action: string
  /** What it is about: the role's name, or the provider's ARN, URL or name. */
  readonly subject: string
}

/**
 * A stand-in for AWS IAM that speaks its protocol to the real SDK, in as many accounts as there are credentials: the
 * calls that trust-sync makes, with IAM's typed errors, quotas and eventual consistency. It does not ask who may call.
 * Its own clients reach it without a socket and unsigned, in a third of the time.
 */
export interface Iam {
  readonly url: string
  /** What is there, without delay: reads through the protocol may lag behind. */
  account(id: string): IamAccount
  /** A client with credentials of the account. */
  client(account: string): IAMClient
  /** Every call that was answered, failed ones among them. */
  readonly calls: readonly IamCall[]
  close(): Promise<void>
}

export interface IamOptions {
  /** After a write, so many reads of the same thing still see what was there before. @default 0 */
  readonly lag?: number
  /** Characters that a trust policy may have. @default 2048 */
  readonly trustLimit?: number
  /** Providers of each kind that an account may have. @default 100 */
  readonly providers?: number
  /** Whether a trust policy may name only providers that exist: AWS does not say whether IAM checks. @default true */
  readonly checksProviders?: boolean
  /** Before a call is answered: may wait, change something, or throw an `IamFault`. @default - nothing */
  readonly before?: (call: IamCall, count: number) => Promise<void> | void
  /** After a call has changed something. @default - nothing */
  readonly changed?: (call: IamCall) => Promise<void> | void
}

/** The access keys name their account. */
const KEY = /Credential=ASIA(\d{12})\//

export async function startIam(options: IamOptions = {}): Promise<Iam> {
  const accounts = new Map<string, IamAccount>()
  const account = (id: string): IamAccount => {
    const found = accounts.get(id) ?? new IamAccount(id, options)
    accounts.set(id, found)
    return found
  }
  const calls: IamCall[] = []
  const answer = async (query: URLSearchParams, id: string | undefined): Promise<Answer> => {
    if (id === undefined) throw new IamFault('InvalidClientTokenId', 403)
    const call = { account: id, action: query.get('Action') ?? '', subject: subjectOf(query) }
    calls.push(call)
    await options.before?.(call, calls.length)
    const result = account(id).answer(call.action, query)
    if (result.changed) await options.changed?.(call)
    return result
  }
  const respond = async (body: string, id: string | undefined): Promise<{ status: number; xml: string }> => {
    const query = new URLSearchParams(body)
    try {
      const { xml } = await answer(query, id)
      return { status: 200, xml: envelope(query.get('Action') ?? '', xml) }
    } catch (error) {
      const fault = error instanceof IamFault ? error : new IamFault('ServiceFailure', 500, String(error))
      return { status: fault.status, xml: fault.xml() }
    }
  }
  const server = createServer((request, response) => {
    void read(request).then(async (body) => {
      const { status, xml } = await respond(body, KEY.exec(request.headers.authorization ?? '')?.[1])
      response.writeHead(status, XML).end(xml)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients: IAMClient[] = []
  return {
    url: endpoint,
    account,
    calls,
    client: (id) => {
      const client = new IAMClient({
        endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: `ASIA${id}`, secretAccessKey: 'secret', sessionToken: 'token' },
        signer: { sign: (request) => Promise.resolve(request) },
        requestHandler: {
          handle: async (request: { readonly body?: string }) => {
            const { status, xml } = await respond(request.body ?? '', id)
            return { response: { statusCode: status, headers: XML, body: Buffer.from(xml) } }
          },
        },
        // Whoever uses it tries again: faults must arrive there.
        maxAttempts: 1,
      })
      clients.push(client)
      return client
    },
    close: () =>
      new Promise((resolve) => {
        for (const client of clients) client.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const XML = { 'content-type': 'text/xml' }

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += String(part)
  return body
}

const SUBJECTS = ['RoleName', 'SAMLProviderArn', 'OpenIDConnectProviderArn', 'Name', 'Url']

const subjectOf = (query: URLSearchParams): string =>
  SUBJECTS.map((each) => query.get(each)).find((each) => each !== null) ?? ''

const envelope = (action: string, xml: string): string =>
  `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${xml}</${action}Result>` +
  `<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`
