import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atEnd } from './at-end'

/** A stand-in for AWS STS that answers as the account of the role that was assumed: enough for a provider to start. */
export interface Sts {
  /** For `AWS_ENDPOINT_URL_STS`. */
  readonly url: string
}

export interface StsOptions {
  /**
   * The account that it answers as, twelve digits.
   * @default - that of the assumed role; credentials of no role have none
   */
  readonly account?: string
}

/** The access keys that the stand-in hands out name their account. */
const KEY = /Credential=ASIA(\d{12})\//

/** One for each account, until the suite ends: what is configured with its address can be used again. */
const started = new Map<string | undefined, Promise<Sts>>()

export function startSts(options: StsOptions = {}): Promise<Sts> {
  const known = started.get(options.account) ?? listening(options)
  started.set(options.account, known)
  return known
}

async function listening(options: StsOptions): Promise<Sts> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      response.setHeader('content-type', 'text/xml')
      response.end(answer(new URLSearchParams(body), request.headers.authorization ?? '', options))
    })
  })
  // A connection that nobody uses stays: on a busy machine it would end just when it is used again.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => {
    started.delete(options.account)
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function answer(query: URLSearchParams, authorization: string, options: StsOptions): string {
  const action = query.get('Action') ?? ''
  const role = query.get('RoleArn')
  const account = options.account ?? role?.split(':')[4] ?? KEY.exec(authorization)?.[1] ?? ''
  const session = `${role?.split('/').at(-1) ?? 'role'}/${query.get('RoleSessionName') ?? 'session'}`
  const arn = `<Arn>arn:aws:sts::${account}:assumed-role/${session}</Arn>`
  const result =
    action === 'AssumeRole' || action === 'AssumeRoleWithWebIdentity'
      ? element(
          'Credentials',
          element('AccessKeyId', `ASIA${account}`),
          element('SecretAccessKey', 'secret'),
          element('SessionToken', 'token'),
          element('Expiration', '2099-01-01T00:00:00Z'),
        ) + element('AssumedRoleUser', arn, element('AssumedRoleId', `AROA:${account}`))
      : arn + element('UserId', 'AROA') + element('Account', account)
  return (
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">` +
    element(`${action}Result`, result) +
    element('ResponseMetadata', element('RequestId', '1')) +
    `</${action}Response>`
  )
}

const element = (name: string, ...content: string[]): string => `<${name}>${content.join('')}</${name}>`
