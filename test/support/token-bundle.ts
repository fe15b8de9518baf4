import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleHooks } from '../../cli/lib/hooks/bundle'
import type { HookConfig } from '../../core/model/hook-config'
import type { Table } from './dynalite'
import { PROJECT } from './mesh'
import { succeed } from './process'

/** A hook as it is deployed: one file, what it knows of its mesh beside it, and its variables in the environment. */
export interface Deployed {
  /** In bytes. */
  readonly size: number
  /** Starts it for one event, as Lambda does for the first. */
  invoke(event: unknown): Promise<Invoked>
  remove(): void
}

export interface Invoked {
  readonly answer?: unknown
  /** What it threw. */
  readonly message?: string
  /** What it wrote on standard output and standard error. */
  readonly log: string
}

/** Goes before what must not give up because the machine is busy. */
export const SLOW_CLOCK = join(__dirname, 'slow-clock.js')

/** Which one a hook gives up by: a slow one, or that of the machine where a test is about giving up. */
type Clock = 'slow' | 'real'

const START = `
  const [, bundle, event] = process.argv
  const tell = (result) => console.log('\\nresult ' + JSON.stringify(result))
  require(bundle).handler(JSON.parse(event)).then((answer) => tell({ answer }), ({ message }) => tell({ message }))`

export function deploy(
  hook: string,
  config: HookConfig,
  { endpoint }: Table,
  variables: Readonly<Record<string, string>> = {},
  clock: Clock = 'slow',
): Deployed {
  const folder = mkdtempSync(join(tmpdir(), `${hook}-`))
  const { code = new Uint8Array() } = bundleHooks(PROJECT, [hook]).get(hook) ?? {}
  writeFileSync(join(folder, 'index.js'), code)
  writeFileSync(join(folder, 'mesh.json'), JSON.stringify(config))
  const env = {
    AWS_REGION: config.hub.region,
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    ...variables,
  }
  return {
    size: code.byteLength,
    invoke: (event) => invoke(folder, env, event, clock),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Starts the bundle in a folder for one event, with nothing in its environment but the given variables. */
export async function invoke(
  folder: string,
  env: Readonly<Record<string, string>>,
  event: unknown,
  clock: Clock = 'slow',
): Promise<Invoked> {
  const args = [
    ...(clock === 'slow' ? ['-r', SLOW_CLOCK] : []),
    '-e',
    START,
    join(folder, 'index.js'),
    JSON.stringify(event),
  ]
  const output = await succeed(process.execPath, args, { cwd: folder, env })
  const [log = '', result = ''] = output.split('\nresult ')
  return { ...(JSON.parse(result) as Pick<Invoked, 'answer' | 'message'>), log }
}
