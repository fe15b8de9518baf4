import { ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { unzipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { queueNames, hubScope, HOOK_VARIABLES } from '../../../core/model/hook-names'
import type { HookConfig } from '../../../core/model/hook-config'
import type { AppliedMesh } from '../../support/applied-mesh'
import { assumed } from '../../support/aws-clients'
import { invoke, type Invoked } from '../../support/token-bundle'

/** A function of the hub as Terraform applied it: its own code, its variables, and its role's credentials. */
export interface DeployedHook {
  /** What the zip says of the mesh. */
  readonly config: HookConfig
  invoke(event: unknown): Promise<Invoked>
}

let deployments = 0

/**
 * The functions of the hub by name. The emulator itself cannot run them without Docker, so each runs here, in a process
 * of its own as in AWS. Later synths change the zips, but not what is deployed.
 *
 * @throws where a zip beside the stack is not the one that was applied
 */
export async function deployedHooks(mesh: AppliedMesh): Promise<ReadonlyMap<string, DeployedHook>> {
  const { lambda } = await mesh.aws('hub')
  const { compiled, mesh: model } = mesh.built()
  const hub = hubScope(model.settings)
  const folder = join(mesh.project.folder, 'deployed', String(deployments++))
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}))
  const deployed = (compiled.hooks?.functions ?? []).map(async ({ name, hook, role }) => {
    const found = Functions.find((each) => each.FunctionName === name)
    const zip = readFileSync(join(mesh.project.folder, 'cdktf.out', 'stacks', 'hub', 'hooks', `${hook}.zip`))
    if (found?.CodeSha256 !== createHash('sha256').update(zip).digest('base64'))
      throw new Error(`${name} does not run the zip that lies beside the stack`)
    const own = join(folder, name)
    mkdirSync(own, { recursive: true })
    for (const [file, bytes] of Object.entries(unzipSync(zip))) writeFileSync(join(own, file), bytes)
    const { accessKeyId, secretAccessKey, sessionToken } = await assumed(
      { endpoint: mesh.url, region: hub.region },
      role.arn,
    )
    const env = {
      ...found.Environment?.Variables,
      // The SDK calls the address in a queue's URL, whatever the endpoint is.
      [HOOK_VARIABLES.queue]: `${mesh.url}${new URL(queueNames(hub, 'trust-sync').url).pathname}`,
      AWS_REGION: hub.region,
      AWS_ENDPOINT_URL: mesh.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    }
    const config = JSON.parse(readFileSync(join(own, 'mesh.json'), 'utf8')) as HookConfig
    return [name, { config, invoke: (event: unknown) => invoke(own, env, event) }] as const
  })
  return new Map(await Promise.all(deployed))
}
