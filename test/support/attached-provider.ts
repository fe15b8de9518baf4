import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AWS_PROVIDER } from '../../constructs/mesh-stack'
import { terraformStack } from './terraform'

/**
 * One process of the provider for many commands, each of which would start two or three and ask for 1,500 schemas. It is
 * for `init` and `validate`: what configures the provider cannot share one, since the last account would hold for all.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode
 */
export interface AttachedProvider {
  readonly env: NodeJS.ProcessEnv
  close(): Promise<void>
}

/** Starts the version that Terraform itself selects for every stack. */
export async function attachProvider(): Promise<AttachedProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  try {
    const stack = terraformStack(folder, {})
    stack.write(JSON.stringify({ terraform: { required_providers: { aws: AWS_PROVIDER } } }))
    await stack.init()
    return await start(selectedProvider(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where `init` has put it: `VERSION/PLATFORM/terraform-provider-aws…`. */
function selectedProvider(folder: string): string {
  const below = join(folder, '.terraform', 'providers', 'registry.terraform.io', 'hashicorp', 'aws')
  const platform = readdirSync(below).flatMap((version) =>
    readdirSync(join(below, version)).map((each) => join(below, version, each)),
  )[0]
  const name = readdirSync(platform ?? below).find((each) => each.startsWith('terraform-provider-aws'))
  return join(platform ?? below, name ?? '')
}

async function start(command: string): Promise<AttachedProvider> {
  const child = spawn(command, ['-debug'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /TF_REATTACH_PROVIDERS='(.*)'/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('error', reject)
    child.once('close', () => reject(new Error(`the provider ended before it could be attached:\n${said}`)))
  })
  return { env: { TF_REATTACH_PROVIDERS: address }, close: () => (child.kill(), ended) }
}
