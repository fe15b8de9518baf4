import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AWS_PROVIDER } from '../../constructs/mesh-stack'
import { atEnd } from './at-end'
import { succeed } from './process'

interface ProviderOptions {
  /** Of the processes, which read credentials and endpoints there. */
  readonly env: NodeJS.ProcessEnv
  /** Of the processes, which read files from there. */
  readonly cwd: string
  /** The root of a filesystem mirror. */
  readonly mirror: string
}

/**
 * Processes of hashicorp/aws that outlive the commands of Terraform: each command would start two to seven, of which each
 * takes two seconds to start and to tell its 1,500 schemas.
 *
 * Terraform opens a connection for each configuration of a provider, and what configures one holds for its process: each
 * connection has a process of its own as long as it lasts, and the next one takes it over.
 *
 * @returns `TF_REATTACH_PROVIDERS`; the processes end with the suite
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode
 */
export function attachProvider({ env, cwd, mirror }: ProviderOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const children: ChildProcess[] = []
  const free: string[] = []
  const started = async (): Promise<string> => {
    const child = spawn(await (selected ??= selectedProvider(mirror)), ['-debug'], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    children.push(child)
    return addressOf(child)
  }
  // Terraform first opens a connection to see whether somebody is there, and says nothing on it.
  const server = createServer((client) => {
    client.once('error', () => client.destroy())
    client.once('readable', () => {
      if (client.readableLength === 0) return void client.destroy()
      const serve = async (): Promise<void> => {
        const address = free.pop() ?? (await started())
        const provider = connect(address)
        provider.once('close', () => client.destroy()).once('error', () => client.destroy())
        client.once('close', () => {
          provider.destroy()
          free.push(address)
        })
        client.pipe(provider).pipe(client)
      }
      serve().catch((cause: Error) => {
        process.stderr.write(`${cause.message}\n`)
        client.destroy()
      })
    })
  })
  const socket = join(folder, 'provider')
  server.listen(socket)
  atEnd(() => {
    children.forEach((child) => child.kill())
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const attached = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true }
  const Addr = { Network: 'unix', String: socket }
  return JSON.stringify({ 'registry.terraform.io/hashicorp/aws': { ...attached, Addr } })
}

let selected: Promise<string> | undefined

/** The version that Terraform itself selects for every stack, where `init` has put it: `VERSION/PLATFORM/terraform-provider-aws…`. */
async function selectedProvider(mirror: string): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'trustloom-'))
  atEnd(() => rmSync(cwd, { recursive: true, force: true }))
  writeFileSync(join(cwd, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: { aws: AWS_PROVIDER } } }))
  await succeed('terraform', ['init', '-input=false', `-plugin-dir=${mirror}`], { cwd })
  const below = join(cwd, '.terraform', 'providers', 'registry.terraform.io', 'hashicorp', 'aws')
  const [platform = below] = readdirSync(below).flatMap((version) =>
    readdirSync(join(below, version)).map((each) => join(below, version, each)),
  )
  return join(platform, readdirSync(platform).find((each) => each.startsWith('terraform-provider-aws')) ?? '')
}

/** The socket on which a process listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /TF_REATTACH_PROVIDERS='(.*)'/.exec(said)?.[1]
      if (found === undefined) return
      const [each] = Object.values(JSON.parse(found) as Record<string, { readonly Addr: { readonly String: string } }>)
      resolve(each?.Addr.String ?? '')
    })
    child.once('error', reject)
    child.once('close', () => reject(new Error(`the provider ended before it could be attached:\n${said}`)))
  })
}
