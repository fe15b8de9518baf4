import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AWS_PROVIDER } from '../../constructs/mesh-stack'
import { atEnd } from './at-end'
import { boundProcess } from './bound-process'
import { succeed } from './process'

/** A process of hashicorp/aws, which one connection of Terraform has to itself at a time. */
export interface Provider {
  /** The socket on which it listens. */
  readonly address: string
  /** Gives it back. */
  release(): void
  /** Ends it instead, where it cannot be as new. */
  retire(): void
}

interface Held {
  readonly address: string
  /** Its working directory: links to what is in that of the stack. */
  readonly folder: string
  close(): void
}

export interface ProviderPlace {
  /** The stack's folder, from which the provider reads files. */
  readonly cwd: string
  /** Credentials and endpoints. */
  readonly env: NodeJS.ProcessEnv
  /** The root of a filesystem mirror. */
  readonly mirror: string
}

/** What a process reads its settings from → those that nobody has at the moment. */
const free = new Map<string, Held[]>()

/**
 * Takes a process that has the stack's variables, or starts one: each takes a second to start. What configures it anew
 * replaces all that did before, so processes are shared among stacks and accounts, one after the other.
 */
export async function leaseProvider({ cwd, env, mirror }: ProviderPlace): Promise<Provider> {
  const key = JSON.stringify(Object.entries(env).sort())
  const held = free.get(key)?.pop() ?? (await started(env, mirror))
  for (const each of readdirSync(held.folder)) rmSync(join(held.folder, each))
  for (const each of readdirSync(cwd)) symlinkSync(join(cwd, each), join(held.folder, each))
  return {
    address: held.address,
    release: () => void free.set(key, [...(free.get(key) ?? []), held]),
    retire: held.close,
  }
}

/** The address of a process that others may have at the same time. */
export async function anyProvider(place: ProviderPlace): Promise<string> {
  if (first === undefined) (await leaseProvider(place)).release()
  return first ?? ''
}

/** The address of the first process. */
let first: string | undefined

/** Else each call writes ten lines, and nobody reads them. */
const SILENT = Object.fromEntries(
  ['', '_SDK', '_SDK_PROTO', '_SDK_MUX', '_SDK_FRAMEWORK', '_SDK_HELPER_SCHEMA', '_PROVIDER', '_PROVIDER_AWS'].map(
    (each) => [`TF_LOG${each}`, 'off'],
  ),
)

async function started(env: NodeJS.ProcessEnv, mirror: string): Promise<Held> {
  const own = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const folder = join(own, 'stack')
  mkdirSync(folder)
  const command = await (selected ??= selectedProvider(mirror))
  const { stdout, stderr, ended, close } = boundProcess(command, ['-debug'], {
    cwd: folder,
    env: { ...env, TMPDIR: own, GOMAXPROCS: '1', ...SILENT },
  })
  stderr.resume()
  atEnd(async () => {
    first = undefined
    close()
    await ended
    rmSync(own, { recursive: true, force: true })
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    stdout.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /TF_REATTACH_PROVIDERS='(.*)'/.exec(said)?.[1]
      if (found === undefined) return
      const [each] = Object.values(JSON.parse(found) as Record<string, { readonly Addr: { readonly String: string } }>)
      resolve(each?.Addr.String ?? '')
    })
    void ended.then(() => reject(new Error(`the provider ended before it could be attached:\n${said}`)))
  })
  first ??= address
  void ended.then(() => {
    if (first === address) first = undefined
    for (const [key, list] of free)
      free.set(
        key,
        list.filter((each) => each.address !== address),
      )
  })
  return { address, folder, close }
}

let selected: Promise<string> | undefined

/** The version that Terraform itself selects for every stack, where `init` has put it: `VERSION/PLATFORM/terraform-provider-aws…`. */
async function selectedProvider(mirror: string): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'trustloom-'))
  atEnd(() => {
    selected = undefined
    rmSync(cwd, { recursive: true, force: true })
  })
  writeFileSync(join(cwd, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: { aws: AWS_PROVIDER } } }))
  await succeed('terraform', ['init', '-input=false', `-plugin-dir=${mirror}`], { cwd })
  const below = join(cwd, '.terraform', 'providers', 'registry.terraform.io', 'hashicorp', 'aws')
  const [platform = below] = readdirSync(below).flatMap((version) =>
    readdirSync(join(below, version)).map((each) => join(below, version, each)),
  )
  return join(platform, readdirSync(platform).find((each) => each.startsWith('terraform-provider-aws')) ?? '')
}
