import { Command, InvalidArgumentError } from 'commander'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { hookConfig } from '../core/model/hook-config'
import { dynamoTable } from '../hooks/lib/table'
import { guard, UserError } from './lib/fail'
import { freshOutput, type FreshOutput } from './lib/fresh'
import { frozenOption, meshOption, synthOption, type SynthOptions } from './lib/options'
import { PROJECT } from './lib/project'
import { hookRoutes, type HookRoute } from './lib/serve/routes'
import { httpServer } from './lib/serve/server'
import { startEngine } from './lib/sign-in/engine'
import { readRendered } from './lib/sign-in/rendered'
import { routable } from './lib/sign-in/requests'
import { note, out, visible } from './lib/terminal'
import { readPlainText } from './lib/plain-file'

interface ServeOptions extends SynthOptions {
  readonly port: number
  readonly frozen: boolean
}

const SECRET = 'TRUSTLOOM_HOOK_SECRET'
const RUN_TASK_KEY = 'TRUSTLOOM_RUN_TASK_KEY'

const program = new Command('hooks:serve')
  .description('Serves the sign-in hooks on this machine, on the rendered rows of a mesh.')
  .option('--port <port>', 'the port of 127.0.0.1; 0 takes one that is free', readPort, 8080)
  .addOption(meshOption())
  .addOption(synthOption())
  .addOption(frozenOption())
  .addHelpText(
    'after',
    `\n${SECRET} is the secret that callers send as the header Authorization.\n` +
      `${RUN_TASK_KEY} is the key that HCP Terraform signs with; without it the run task is not served.`,
  )
  .action((options: ServeOptions) => guard(() => run(options)))
void program.parseAsync()

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port < 0 || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.')
  return port
}

async function run({ port, ...options }: ServeOptions): Promise<number> {
  const secret = process.env[SECRET] ?? ''
  if (secret === '')
    throw new UserError(`${SECRET} is not set`, 'callers must send a secret: choose one, and do not put it into a file')
  const fresh = freshOutput(options)
  if (!fresh) return 1
  const { mesh, lock, graph } = fresh.prepared
  const config = routable(hookConfig(mesh, lock.registry))
  const { rows, faults } = readRendered(textsOf(fresh), graph.environments, config.table)
  for (const { stack, address, message } of faults) note(visible(`warning ${stack}: ${address} ${message}`))
  const engine = await startEngine(config.table)
  try {
    await engine.putItems(rows)
    const runTaskKey = process.env[RUN_TASK_KEY]
    if (config.runTask && !runTaskKey) note(`${RUN_TASK_KEY} is not set: the run task is not served`)
    const routes = hookRoutes({ config, table: dynamoTable(engine.client, config.table), secret, runTaskKey })
    const server = httpServer(new Map(routes.map(({ path, answer }) => [`POST ${path}`, answer])))
    const ended = endOf(server)
    const address = await listen(server, port)
    out(greeting(address, routes))
    await ended
    return 0
  } finally {
    await engine.close()
  }
}

function* textsOf({ stacks }: FreshOutput): Generator<{ readonly name: string; readonly text: string }> {
  for (const [name, path] of stacks) yield { name, text: readPlainText(path) }
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new UserError(`port ${port} is in use`, 'name another with --port; --port 0 takes one that is free')
    if (code === 'EACCES') throw new UserError(`port ${port} may not be used`, 'name one from 1024 on with --port')
    throw cause
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Until somebody ends the process; what is being answered is answered. */
function endOf(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      server.close(() => resolve())
      server.closeIdleConnections()
    }
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
}

function greeting(address: string, routes: readonly HookRoute[]): string {
  const samples = relative('.', join(PROJECT, 'examples', 'hooks'))
  return [
    ...routes.flatMap(({ path, sample, isSigned = false }) => {
      const file = join(samples, sample)
      const shown = isSigned ? signatureOf(file) : `Authorization: $${SECRET}`
      // -d would take the ends of the lines away, and with them the signature.
      const body = `${isSigned ? '--data-binary' : '-d'} @${file}`
      const url = `${address}${path}`
      return [url, `  curl -s ${url} -H "${shown}" -H 'Content-Type: application/json' ${body}`]
    }),
    'Ctrl+C ends it.',
  ].join('\n')
}

const signatureOf = (file: string): string =>
  `X-TFC-Task-Signature: $(openssl dgst -sha512 -hmac "$${RUN_TASK_KEY}" ${file} | sed 's/.* //')`
