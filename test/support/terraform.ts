import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs the real Terraform with the real provider, from a mirror on disk; without a network and without credentials. */
export interface Terraform {
  run(folder: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Run>
}

export interface Run {
  readonly status: number
  readonly output: string
}

const TIMEOUT = 300_000

/** What is missing here to run Terraform; `undefined` where nothing is. */
export function missingTool(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'terraform is not on PATH'
  return providerMirror() === undefined ? 'no mirror of hashicorp/aws on disk (TF_PLUGIN_MIRROR or below /)' : undefined
}

let mirror: string | undefined

/** The root of a filesystem mirror that holds hashicorp/aws. */
function providerMirror(): string | undefined {
  if (process.env.TF_PLUGIN_MIRROR !== undefined) return process.env.TF_PLUGIN_MIRROR
  if (mirror === undefined) {
    const wanted = ['-type', 'd', '-path', '*/registry.terraform.io/hashicorp/aws', '-not', '-path', '*/.terraform/*']
    const found = spawnSync('find', ['/', '-xdev', ...wanted, '-print', '-quit'], { encoding: 'utf8' }).stdout.trim()
    mirror = found === '' ? '' : join(found, '..', '..', '..')
  }
  return mirror === '' ? undefined : mirror
}

export function terraform(env: NodeJS.ProcessEnv): Terraform {
  const { TF_CLI_CONFIG_FILE: _, ...inherited } = process.env
  const base = {
    ...inherited,
    AWS_ACCESS_KEY_ID: 'AKIAMOCK',
    AWS_SECRET_ACCESS_KEY: 'mock',
    AWS_EC2_METADATA_DISABLED: 'true',
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    ...env,
  }
  return {
    run: (folder, args, more) => execute('terraform', args, folder, { ...base, ...more }),
  }
}

/** Initialises a stack's folder from the mirror. */
export async function init(tool: Terraform, folder: string): Promise<void> {
  const { status, output } = await tool.run(folder, [
    'init',
    '-input=false',
    '-no-color',
    `-plugin-dir=${providerMirror() ?? ''}`,
  ])
  if (status !== 0) throw new Error(`terraform init failed in ${folder}:\n${output}`)
}

export function execute(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd, env, timeout: TIMEOUT, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(parts).toString() }))
  })
}
