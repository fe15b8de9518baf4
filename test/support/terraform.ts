import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { attachProvider } from './attached-provider'
import type { ProviderSchemas } from './planned-state'
import { execute, succeed, type Run } from './process'
import type { Plan } from './terraform-plan'

/** What is missing here to run Terraform; `undefined` where nothing is. */
export function missingTerraform(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'terraform is not on PATH'
  return providerMirror() === undefined ? 'no mirror of hashicorp/aws on disk (TF_PLUGIN_MIRROR or below /)' : undefined
}

/** What is missing here to validate Okta's stack: the mirror usually has no provider but hashicorp/aws. */
export function missingOkta(): string | undefined {
  const missing = missingTerraform()
  if (missing !== undefined) return missing
  const provider = join(providerMirror() ?? '', 'registry.terraform.io', 'okta', 'okta')
  return existsSync(provider) ? undefined : 'the mirror of providers has no okta/okta'
}

const PROVIDER = join('registry.terraform.io', 'hashicorp', 'aws')
/** Where Terraform itself looks for plugins on Linux: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
const USUAL = [
  join(homedir(), '.terraform.d', 'plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
]

let mirror: string | undefined

/** The root of a filesystem mirror that holds hashicorp/aws. */
export function providerMirror(): string | undefined {
  mirror ??= process.env.TF_PLUGIN_MIRROR ?? USUAL.find((each) => existsSync(join(each, PROVIDER))) ?? searched()
  return mirror === '' ? undefined : mirror
}

function searched(): string {
  const skipped = ['(', '-name', 'node_modules', '-o', '-name', '.terraform', '-o', '-name', '.git', ')', '-prune']
  const wanted = ['-type', 'd', '-path', `*/${PROVIDER}`, '-print', '-quit']
  // Where it often is first: all of `/` takes seconds.
  const below = ['/opt', '/usr/local', '/usr/share', '/srv', '/'].filter((each) => existsSync(each))
  const found = spawnSync('find', [...below, '-xdev', ...skipped, '-o', ...wanted], { encoding: 'utf8' }).stdout.trim()
  return found === '' ? '' : join(found, '..', '..', '..')
}

/**
 * A rendered stack in the hands of the real Terraform with the real provider, from a mirror on disk; without a network
 * and without credentials.
 */
export interface TerraformStack {
  /** The rendered file, as it is now. */
  text(): string
  /** Puts another one in its place. */
  write(text: string): void
  /** With `-backend=false` among the arguments, nothing can be planned. */
  init(...args: string[]): Promise<void>
  /** Errors and warnings, deprecations among them. */
  validate(): Promise<readonly unknown[]>
  /** Plans what must be possible, and reads the plan back. */
  plan(...args: string[]): Promise<Plan>
  /** Plans; 0 says that nothing changes, 2 that something does, 1 that it cannot be. */
  tryPlan(...args: string[]): Promise<Run>
  /** What the provider's resources are made of. */
  schemas(): Promise<ProviderSchemas>
  apply(...args: string[]): Promise<string>
  tryApply(...args: string[]): Promise<Run>
}

const QUIET = ['-input=false', '-no-color']

/** A stack's folder and variables → where its provider is. */
const attached = new Map<string, string>()

export function terraformStack(cwd: string, more: NodeJS.ProcessEnv): TerraformStack {
  const env = terraformEnv(cwd, more)
  const run = (...args: string[]): Promise<string> => inTurn(() => succeed('terraform', args, { cwd, env }))
  const attempt = (...args: string[]): Promise<Run> => inTurn(() => execute('terraform', args, { cwd, env }))
  return {
    text: () => readFileSync(join(cwd, 'cdk.tf.json'), 'utf8'),
    write: (text) => writeFileSync(join(cwd, 'cdk.tf.json'), text),
    init: async (...args) => {
      await run('init', ...QUIET, `-plugin-dir=${providerMirror() ?? ''}`, ...args)
    },
    validate: async () =>
      (JSON.parse((await attempt('validate', '-json')).output) as { diagnostics: readonly unknown[] }).diagnostics,
    plan: async (...args) => {
      await run('plan', ...QUIET, '-out=plan.bin', ...args)
      return JSON.parse(await run('show', '-json', 'plan.bin')) as Plan
    },
    tryPlan: (...args) => attempt('plan', ...QUIET, '-detailed-exitcode', ...args),
    schemas: async () => JSON.parse(await run('providers', 'schema', '-json')) as ProviderSchemas,
    apply: (...args) => run('apply', ...QUIET, '-auto-approve', ...args),
    tryApply: (...args) => attempt('apply', ...QUIET, '-auto-approve', ...args),
  }
}

/** Variables for commands of Terraform in a stack's folder; the provider is there without `init`. */
export function terraformEnv(cwd: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // A provider that is configured again does not take a bundle of certificates twice, and nothing here is asked by TLS.
  const { TF_CLI_CONFIG_FILE: _, AWS_PROFILE: __, AWS_CA_BUNDLE: ___, ...inherited } = process.env
  const credentials = {
    AWS_ACCESS_KEY_ID: 'AKIAMOCK',
    AWS_SECRET_ACCESS_KEY: 'mock',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  // On one core, Go loses no time with collecting garbage on several, and memory is there for a command of a second.
  const terraform = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', GOMAXPROCS: '1', GOGC: '400' }
  const env = { ...inherited, ...credentials, ...terraform, ...more }
  const key = JSON.stringify([cwd, more])
  const provider =
    attached.get(key) ?? attachProvider({ env: readByProvider(env), cwd, mirror: providerMirror() ?? '' })
  attached.set(key, provider)
  return { ...env, TF_REATTACH_PROVIDERS: provider }
}

/** Without what tells Terraform alone, and each stack something else. */
const readByProvider = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name, value]) => !name.startsWith('TF_') && value !== undefined))

/** Commands at once: each of them has up to two processes of the provider, of a few hundred MB each. */
const AT_ONCE = 3
const waiting: (() => void)[] = []
let running = 0

async function inTurn<T>(command: () => Promise<T>): Promise<T> {
  if (running === AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await command()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
