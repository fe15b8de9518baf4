import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { documentClient } from '../../../hooks/lib/client'
import { patient } from '../../../hooks/lib/patient'
import { secretReader } from '../../../hooks/lib/secret-reader'
import { dynamoTable } from '../../../hooks/lib/table'
import { PATIENT } from '../../support/patience'

const credentials = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', AWS_REGION: 'eu-central-1' }
const before = { ...process.env }
beforeAll(() => Object.assign(process.env, credentials))
afterAll(() => {
  process.env = before
})

/** Where a test is not about giving up. */
const PATIENCE = { connect: PATIENT, answer: PATIENT }

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A service of AWS that answers as told. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const fault = (response: ServerResponse, status: number, type: string): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify({ __type: `com.amazonaws#${type}`, message: 'no' }))
}

describe('the client of the table', () => {
  it('does not wait for a table that hangs: two tries, and then a fault', async () => {
    const endpoint = await serve(() => undefined)
    const table = dynamoTable(documentClient({ answer: 250, connect: PATIENT }, endpoint), 'acme-entitlements')
    await expect(table.partition('GROUP#X')).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 2 } })
  })

  it('has given up by itself before the deadline of a sign-in', () => {
    const { maxAttempts, requestHandler } = patient()
    expect(maxAttempts * requestHandler.requestTimeout).toBeLessThan(2_000)
    expect(requestHandler.throwOnRequestTimeout).toBe(true)
    expect(requestHandler.httpsAgent.maxSockets).toBeGreaterThanOrEqual(120)
  })

  it('tries a throttled table once more', async () => {
    let tries = 0
    const endpoint = await serve((_, response) => {
      tries++
      fault(response, 400, 'ProvisionedThroughputExceededException')
    })
    const table = dynamoTable(documentClient(PATIENCE, endpoint), 'acme-entitlements')
    await expect(table.partition('GROUP#X')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' })
    expect(tries).toBe(2)
  })

  it('asks for the newest rows', async () => {
    const bodies: string[] = []
    const endpoint = await serve((_, response, body) => {
      bodies.push(body)
      response.end(JSON.stringify({ Items: [], Responses: {} }))
    })
    const table = dynamoTable(documentClient(PATIENCE, endpoint), 'acme-entitlements')
    await table.partition('GROUP#X')
    await table.rows([{ PK: 'MESH', SK: 'LIVE' }])
    expect(bodies.map((body) => body.includes('"ConsistentRead":true'))).toEqual([true, true])
  })
})

describe('the reader of the secret', () => {
  const reader = async (versions: Readonly<Record<string, string>>): Promise<() => Promise<string[]>> => {
    const endpoint = await serve((_, response, body) => {
      const { VersionStage, SecretId } = JSON.parse(body) as { VersionStage: string; SecretId: string }
      const SecretString = SecretId === 'acme-okta' ? versions[VersionStage] : undefined
      if (SecretString === undefined) fault(response, 400, 'ResourceNotFoundException')
      else if (SecretString === 'down') fault(response, 500, 'InternalServiceError')
      else response.end(JSON.stringify({ SecretString }))
    })
    return secretReader(new SecretsManagerClient({ ...patient(PATIENCE), endpoint }), 'acme-okta')
  }

  it('reads what the secret is and what it was', async () => {
    const read = await reader({ AWSCURRENT: 'new', AWSPREVIOUS: 'old' })
    expect(await read()).toEqual(['new', 'old'])
  })

  it('is content with a secret that has never been rotated', async () => {
    expect(await (await reader({ AWSCURRENT: 'new' }))()).toEqual(['new'])
  })

  it.each([[{}], [{ AWSPREVIOUS: 'old' }], [{ AWSCURRENT: 'down' }], [{ AWSCURRENT: 'new', AWSPREVIOUS: 'down' }]])(
    'fails without a current one, and where it is not answered: %j',
    async (versions) => {
      await expect((await reader(versions))()).rejects.toThrow()
    },
  )
})
