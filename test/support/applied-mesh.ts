import { join } from 'node:path'
import { fillArn } from '../../core/model/mesh'
import { diskFolder } from '../../core/model/folder'
import type { CompiledEnvironment } from '../../core/policy/environment-policies'
import { awsClients, type AwsClients } from './aws-clients'
import { emulated } from './emulated'
import { build, type Built, type TerraformJson } from './mesh'
import { startLakeFormation } from './lake-formation'
import { startMoto } from './moto'
import type { Project } from './project'
import type { TerraformStack } from './terraform'

/** A mesh that the real Terraform applies to an emulated AWS. */
export interface AppliedMesh {
  readonly project: Project
  /** Where the emulated AWS answers. */
  readonly url: string
  /** What the mesh's files say now. */
  built(): Built
  environment(name: string): CompiledEnvironment
  /** The AWS SDK in an environment's account, or the hub's. */
  aws(name: string): Promise<AwsClients>
  /** An ARN that the mesh's files write with placeholders. */
  fill(template: string, environment: string): string
  /** Renders the files as they are now; returns what the emulator cannot do, by stack. */
  render(): Promise<ReadonlyMap<string, readonly string[]>>
  stack(name: string): TerraformStack
  close(): void
}

export async function emulatedMesh(project: Project): Promise<AppliedMesh> {
  const moto = await startMoto()
  const lakeFormation = await startLakeFormation(moto.url)
  const endpoints = { AWS_ENDPOINT_URL: moto.url, AWS_ENDPOINT_URL_LAKEFORMATION: lakeFormation.url }
  const built = (): Built => build(diskFolder(join(project.folder, 'environments'), 'environments'))
  const clients = new Map<string, Promise<AwsClients>>()
  const place = (name: string): { account: string; region: string } => {
    const { mesh } = built()
    return name === 'hub' ? mesh.settings.hub : mesh.environments.get(name)!
  }
  const stack = (name: string): TerraformStack => project.stack(name, endpoints)
  return {
    project,
    url: moto.url,
    built,
    stack,
    environment: (name) => built().compiled.environments.get(name)!,
    aws: (name) => {
      const there = place(name)
      const key = `${there.account} ${there.region}`
      const known = clients.get(key) ?? awsClients({ aws: moto.url, lakeFormation: lakeFormation.url }, there)
      clients.set(key, known)
      return known
    },
    fill: (template, environment) => {
      const { mesh, partition } = built().mesh.settings
      return fillArn(template, { mesh, partition, environment, account: place(environment).account })
    },
    render: async () => {
      await project.synth()
      return new Map(
        project.stacks().map((name) => {
          const { stack: json, removed } = emulated(JSON.parse(stack(name).text()) as TerraformJson)
          stack(name).write(JSON.stringify(json, null, 2))
          return [name, removed]
        }),
      )
    },
    close: () => project.remove(),
  }
}

/** Terraform works on several stacks at once, as a pipeline would; the hub's comes first. */
export async function applyAll(
  mesh: AppliedMesh,
  extra: Readonly<Record<string, readonly string[]>> = {},
): Promise<void> {
  const environments = mesh.project.stacks().filter((each) => each !== 'hub')
  const hub = mesh.stack('hub')
  const hubIsThere = hub.init().then(() => hub.apply())
  await Promise.all(
    environments.map(async (name) => {
      const stack = mesh.stack(name)
      await stack.init()
      await hubIsThere
      await stack.apply(...(extra[name] ?? []))
    }),
  )
}
