import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in for AWS STS that answers as the account of the role that was assumed: enough for a provider to start. */
export interface Sts {
  /** For `AWS_ENDPOINT_URL_STS`. */
  readonly url: string
  close(): Promise<void>
}

const KEY = /Credential=([^/]+)\//

export async function startSts(): Promise<Sts> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const query = new URLSearchParams(body)
      const action = query.get('Action') ?? ''
      const role = query.get('RoleArn')
      const account =
        role?.split(':')[4] ?? KEY.exec(request.headers.authorization ?? '')?.[1]?.replace(/^ASIA/, '') ?? ''
      const name = role?.split('/').at(-1) ?? 'role'
      const arn = `arn:aws:sts::${account}:assumed-role/${name}/${query.get('RoleSessionName') ?? 'session'}`
      const result =
        action === 'AssumeRole'
          ? `<Credentials><AccessKeyId>ASIA${account}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>AROA:${account}</AssumedRoleId></AssumedRoleUser>`
          : `<Arn>${arn}</Arn><UserId>AROA</UserId><Account>${account}</Account>`
      response.setHeader('content-type', 'text/xml')
      response.end(
        `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
