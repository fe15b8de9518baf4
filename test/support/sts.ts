import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in for AWS STS that answers as the account of the role that was assumed: enough for a provider to start. */
export interface Sts {
  /** For `AWS_ENDPOINT_URL_STS`. */
  readonly url: string
  close(): Promise<void>
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

export async function startSts(options: StsOptions = {}): Promise<Sts> {
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
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
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
