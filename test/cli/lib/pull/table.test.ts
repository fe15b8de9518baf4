import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from '../../../../cli/lib/fail'
import { withTable } from '../../../../cli/lib/pull/table'
import { startTable } from '../../../support/dynalite'
import { build } from '../../../support/mesh'
import { FILES, folderOf } from './lab'

const { mesh } = build(folderOf(FILES))
const PLACE = 'the table acme-entitlements in eu-central-1'
const before = { ...process.env }

let server: Server
let answer: [status: number, body: string] | 'nothing'
beforeAll(async () => {
  server = createServer((_, response) => {
    if (answer === 'nothing') response.destroy()
    else response.writeHead(answer[0], { 'content-type': 'application/x-amz-json-1.0' }).end(answer[1])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
beforeEach(() => {
  const credentials = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_MAX_ATTEMPTS: '1' }
  const { port } = server.address() as AddressInfo
  Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` })
})
afterAll(async () => {
  process.env = before
  await new Promise((resolve) => server.close(resolve))
})

const read = (): Promise<unknown> => withTable(mesh, (table) => table.partition('ENV#lab'))

test.each<[string, string, string]>([
  ['ResourceNotFoundException', 'Requested resource not found', 'there is no table acme-entitlements in eu-central-1'],
  ['AccessDeniedException', 'User: x is not authorized', `these credentials may not read ${PLACE}`],
  ['KMSAccessDeniedException', 'x', `these credentials may not read ${PLACE}`],
  ['ExpiredTokenException', 'It is expired', 'AWS does not take these credentials: It is expired'],
  ['UnrecognizedClientException', 'It is invalid.', 'AWS does not take these credentials: It is invalid.'],
  ['InvalidSignatureException', 'x', 'AWS does not take these credentials: x'],
  ['ValidationException', 'Something\n  else', `${PLACE} could not be read: ValidationException: Something else`],
])('%s is told in a sentence', async (type, message, told) => {
  answer = [400, JSON.stringify({ __type: `com.amazonaws#${type}`, message })]
  await expect(read()).rejects.toThrow(new UserError(told))
})

test('so are missing credentials', async () => {
  process.env = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  }
  await expect(read()).rejects.toThrow(new UserError('there are no AWS credentials'))
  process.env = { ...before }
})

test.each(['http://127.0.0.1:1', 'http://nobody.invalid'])('so is nobody at %s', async (url) => {
  process.env.AWS_ENDPOINT_URL = url
  await expect(read()).rejects.toThrow(new RegExp(`^${PLACE} could not be reached: `))
  await expect(read()).rejects.toThrow(UserError)
})

test('so is a connection that breaks', async () => {
  answer = 'nothing'
  await expect(read()).rejects.toThrow(new RegExp(`^${PLACE} could not be reached: `))
})

test('what is no fault of AWS stays what it is', async () => {
  const bug = new TypeError('x is undefined')
  await expect(withTable(mesh, () => Promise.reject(bug))).rejects.toBe(bug)
})

test('a table is read', async () => {
  const table = await startTable([{ PK: 'ENV#lab', SK: 'META', revision: 'r' }])
  process.env.AWS_ENDPOINT_URL = table.endpoint
  expect(await read()).toEqual([{ PK: 'ENV#lab', SK: 'META', revision: 'r' }])
  await table.close()
})
