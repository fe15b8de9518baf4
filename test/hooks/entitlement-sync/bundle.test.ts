import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleHooks } from '../../../cli/lib/hooks/bundle'
import { startTable, type Table } from '../../support/dynalite'
import { PROJECT } from '../../support/mesh'
import { SLOW_CLOCK } from '../../support/token-bundle'
import { applied, batch, body, CONFIG, event } from './lab'

/** The deployed file itself, with its own clients, between a table and a queue: in a process of its own, as in AWS. */
const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
const sent: { readonly target: unknown; readonly body: unknown }[] = []
let table: Table
let queue: Server

beforeAll(async () => {
  table = await startTable([...applied('lab', 'r1'), ...applied('field', 'r1')], CONFIG.table)
  queue = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      const content = JSON.parse(text) as { MessageBody: string }
      sent.push({ target: request.headers['x-amz-target'], body: content })
      const MD5OfMessageBody = createHash('md5').update(content.MessageBody).digest('hex')
      response.setHeader('content-type', 'application/x-amz-json-1.0')
      response.end(JSON.stringify({ MessageId: '1', MD5OfMessageBody }))
    })
  }).listen(0, '127.0.0.1')
  await once(queue, 'listening')
  const code = bundleHooks(PROJECT, ['entitlement-sync']).get('entitlement-sync')?.code ?? ''
  writeFileSync(join(folder, 'index.js'), code)
  writeFileSync(join(folder, 'mesh.json'), JSON.stringify(CONFIG))
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await table.close()
  queue.close()
  queue.closeAllConnections()
})

const RUN = `
  const { handler } = require('./index.js')
  handler(JSON.parse(process.argv[1])).then((answer) => console.log('\\nanswer ' + JSON.stringify(answer)))
`

test('the bundle writes rows, and tells the queue of trust-sync', async () => {
  const QueueUrl = `http://127.0.0.1:${(queue.address() as AddressInfo).port}/000000000000/acme-trust-sync`
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    TRUSTLOOM_QUEUE: QueueUrl,
  }
  const input = JSON.stringify(batch(body(event()), 'poison'))
  const command = ['-r', SLOW_CLOCK, '-e', RUN, input]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: folder, env })
  expect(/^answer (.*)$/m.exec(stdout)?.[1]).toBe('{"batchItemFailures":[{"itemIdentifier":"m1"}]}')
  const lines = [...`${stdout}\n${stderr}`.matchAll(/^\{.*\}$/gm)].map(
    ([line]) => JSON.parse(line) as Record<string, unknown>,
  )
  expect(lines.map((each) => [each.level, each.event]).sort()).toEqual([
    ['ERROR', 'failed'],
    ['INFO', 'synchronised'],
  ])
  expect(await table.reader.partition('GROUP#READERS')).toMatchObject([{ SK: 'LIVE#lab#trials', code: 'mTKM' }])
  const message = '{"schemaVersion":1,"type":"environment","environment":"lab"}'
  expect(sent).toEqual([{ target: 'AmazonSQS.SendMessage', body: { QueueUrl, MessageBody: message } }])
})
