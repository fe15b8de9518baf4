import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { bundleHooks } from '../../cli/lib/hooks/bundle'
import { prepare, type Prepared } from '../../cli/lib/prepare'
import { PROJECT } from '../../cli/lib/project'
import { signInAll } from '../../cli/lib/sign-in/all'
import { startEngine } from '../../cli/lib/sign-in/engine'
import { startLab } from '../../cli/lib/sign-in/lab'
import { labConfig } from '../../cli/lib/sign-in/lab-config'
import { hookEvent } from '../../cli/lib/sign-in/okta-call'
import { samlBody } from '../../cli/lib/sign-in/requests'
import { meshStacks } from '../../constructs/mesh-stacks'
import { appliedRow, entitlementRows } from '../../core/model/entitlements'
import type { Folder } from '../../core/model/folder'
import { hookConfig, type HookConfig } from '../../core/model/hook-config'
import { headerSecret } from '../../hooks/lib/authenticate'
import { dynamoTable } from '../../hooks/lib/table'
import { oktaSamlHandler } from '../../hooks/okta-saml/handler'
import { matrixMesh } from './matrix-mesh'
import { groupName, signInMesh } from './signin-mesh'

/**
 * Times one sign-in: a person of 200 groups, of which 50 are registered, against the engine in a process of its own; the
 * import of the hook's bundle in fresh processes, and its size; and what a sign-in costs in read units. Run with
 * `npm run bench:signin`.
 */
const REGISTERED = 50
const SENT = 200
const SIGN_INS = 300
const IMPORTS = 11
const MATRIX = { environments: 10, roles: 5, services: 8, groups: 500 }

const line = (text: string): void => void process.stdout.write(`${text}\n`)

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - start) / 1e6
}

const at = (share: number, sorted: readonly number[]): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** A client that counts what its reads cost. */
function countingClient(endpoint: string): { readonly client: DynamoDBDocumentClient; units(): number } {
  let units = 0
  const dynamo = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: { httpAgent: { maxSockets: 128, keepAlive: true } },
  })
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } })
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } }
      units += ConsumedCapacity?.CapacityUnits ?? 0
      return result
    },
    { step: 'initialize' },
  )
  return { client: DynamoDBDocumentClient.from(dynamo), units: () => units }
}

async function signIns(config: HookConfig, endpoint: string): Promise<void> {
  const handlerOn = (client: DynamoDBDocumentClient): ReturnType<typeof oktaSamlHandler> =>
    oktaSamlHandler({
      config,
      table: dynamoTable(client, config.table),
      authenticate: headerSecret({ read: () => Promise.resolve(['secret']), now: () => new Date() }),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
  const eventOf = (registered: number, sent: number): ReturnType<typeof hookEvent> => {
    const strangers = Array.from({ length: sent - registered }, (_, index) => `SOMETHING-ELSE-${index}`)
    const groups = [...Array.from({ length: registered }, (_, index) => groupName(index)), ...strangers]
    const asked = { service: 'reports', user: 'anna@example.com', groups, attributes: {} }
    const service = config.services.reports
    if (!service) throw new Error('no service')
    return hookEvent(
      JSON.stringify(samlBody({ asked, service, tags: {} }, 'https://signin.aws.amazon.com/saml')),
      'secret',
    )
  }
  const { client, units } = countingClient(endpoint)
  const handler = handlerOn(client)
  const signIn = (event: ReturnType<typeof hookEvent>) => async () => {
    const { body = '' } = await handler(event)
    if (!body.includes('"commands"')) throw new Error(body)
    return body
  }
  const [many, one] = [signIn(eventOf(REGISTERED, SENT)), signIn(eventOf(1, SENT))]
  const first = await milliseconds(many)
  const cost = units()
  const rounds = async (work: () => Promise<unknown>): Promise<number[]> => {
    const times: number[] = []
    for (let round = 0; round < SIGN_INS; round++) times.push(await milliseconds(work))
    return sorted(times)
  }
  const [warm, single] = [await rounds(many), await rounds(one)]
  line(`${SENT} groups sent, ${REGISTERED} registered, ${(await many()).length} characters answered`)
  line(
    `  first call ${first.toFixed(0)} ms; warm p50 ${at(0.5, warm).toFixed(1)} ms, p99 ${at(0.99, warm).toFixed(1)} ms`,
  )
  line(
    `  ${(at(0.5, warm) / at(0.5, single)).toFixed(1)} times a sign-in of one registered group (${at(0.5, single).toFixed(1)} ms)`,
  )
  line(`  ${cost} read units, ${(cost / REGISTERED).toFixed(1)} a registered group`)
  client.destroy()
}

/** The median of fresh processes that load a file. */
function importTime(file: string): number {
  const script = `const s = process.hrtime.bigint(); require(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - s) / 1e6)`
  const env = {
    ...process.env,
    AWS_REGION: 'eu-central-1',
    TRUSTLOOM_SECRET: 'none',
    NODE_OPTIONS: '',
    NODE_NO_WARNINGS: '1',
  }
  const times = Array.from({ length: IMPORTS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return Number(stdout)
  })
  return at(0.5, sorted(times))
}

function bundles(config: HookConfig): void {
  const folder = mkdtempSync(join(PROJECT, 'cdktf.out.bench-'))
  try {
    writeFileSync(join(folder, 'mesh.json'), JSON.stringify(config))
    writeFileSync(join(folder, 'empty.js'), '')
    const empty = importTime(join(folder, 'empty.js'))
    for (const [hook, { code }] of bundleHooks(PROJECT, ['okta-saml', 'okta-token', 'cognito-token'])) {
      const file = join(folder, `${hook}.js`)
      writeFileSync(file, code)
      const took =
        hook === 'okta-saml'
          ? `, cold import ${importTime(file).toFixed(0)} ms (an empty file ${empty.toFixed(1)} ms)`
          : ''
      line(`bundle ${hook}: ${(code.length / 1024).toFixed(0)} KB${took}`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function preparedOf(folder: Folder): Prepared {
  const { prepared, diagnostics } = prepare(folder, { frozen: false })
  if (!prepared) throw new Error(diagnostics[0]?.message)
  return prepared
}

/** What `signin --all` does, without rendering: every group through every service, as many times as there are both. */
async function everybody(): Promise<void> {
  const { mesh, graph, compiled, lock } = preparedOf(matrixMesh(MATRIX))
  const stacks = meshStacks(mesh, compiled, { stateFolder: '' }).map(({ name, render }) => ({
    name,
    text: JSON.stringify(render()),
  }))
  const lab = await startLab({ mesh, graph, config: labConfig(mesh, lock.registry), stacks })
  let found: Awaited<ReturnType<typeof signInAll>> | undefined
  const took = await milliseconds(async () => (found = await signInAll(lab)))
  await lab.close()
  if (!found || found.differences.length > 0) throw new Error(found?.differences[0]?.message)
  const { signIns } = found.counts
  line(`everybody: ${JSON.stringify(MATRIX)}`)
  line(`  ${signIns} sign-ins in ${(took / 1000).toFixed(1)} s, ${(took / signIns).toFixed(2)} ms each`)
}

async function main(): Promise<void> {
  const prepared = preparedOf(signInMesh(REGISTERED))
  const config = hookConfig(prepared.mesh, prepared.lock.registry)
  const rows = prepared.graph.environments.flatMap((each) => [...entitlementRows(each), appliedRow(each, 'bench')])
  const engine = fork(__filename, { env: { ...process.env, BENCH_ENGINE: config.table } })
  try {
    const started = once(engine, 'message')
    engine.send(rows)
    const [endpoint] = (await started) as [string]
    await signIns(config, endpoint)
  } finally {
    engine.kill()
  }
  bundles(config)
  await everybody()
}

/** The engine's own process: takes the rows, and says where it answers. */
async function serveEngine(table: string): Promise<void> {
  const [rows] = (await once(process, 'message')) as [object[]]
  const engine = await startEngine(table)
  await engine.putItems(rows)
  process.send?.(engine.endpoint)
}

const { BENCH_ENGINE } = process.env
void (BENCH_ENGINE === undefined ? main() : serveEngine(BENCH_ENGINE))
