import { Command } from 'commander'
import { diskFolder } from '../core/model/folder'
import { changeLines } from '../core/model/registry'
import { guard } from './lib/fail'
import { frozenOption, meshOption, verboseOption, type MeshOptions } from './lib/options'
import { prepare } from './lib/prepare'
import { allQuotas, highestQuotas, quotasJson } from './lib/quota-table'
import { count, out, printDiagnostics, visible } from './lib/terminal'
import { waiverLines, waiversJson } from './lib/waiver-list'

export function checkCommand(): Command {
  return new Command('check')
    .description('loads and checks the mesh: references, names, quotas, policies')
    .addOption(meshOption())
    .addOption(frozenOption())
    .addOption(verboseOption())
    .option('--quotas', 'lists how much of every quota is used, not only what is half used')
    .option('--json', 'prints the diagnostics, all quotas and the waivers as JSON')
    .action((options: CheckOptions) => guard(() => check(options), options.json))
}

interface CheckOptions extends MeshOptions {
  readonly frozen: boolean
  readonly quotas?: boolean
  readonly verbose?: boolean
  readonly json?: boolean
}

function check({ mesh, frozen, quotas, verbose, json }: CheckOptions): number {
  const { prepared, diagnostics, texts, usages, waived } = prepare(diskFolder(mesh), { frozen })
  if (json) {
    const data = { schemaVersion: 1, diagnostics, quotas: quotasJson(usages), waivers: waiversJson(waived) }
    out(JSON.stringify(data, null, 2))
    return prepared ? 0 : 1
  }
  printDiagnostics(diagnostics, texts)
  if (!prepared) return 1
  const { environments } = prepared.graph
  const total = (list: (each: (typeof environments)[number]) => readonly unknown[]): number =>
    environments.reduce((sum, each) => sum + list(each).length, 0)
  const facts = [
    count(environments.length, 'environment'),
    count(
      total((each) => each.datasets),
      'dataset',
    ),
    count(
      total((each) => each.roles),
      'role',
    ),
    count(Object.keys(prepared.lock.registry.groups).length, 'group'),
    count(Object.keys(prepared.mesh.settings.services).length, 'service'),
  ]
  out(`${prepared.mesh.settings.mesh}: ${facts.join(', ')}: no errors`)
  for (const line of changeLines(prepared.lock.changes, verbose)) out(visible(`the lock file will change: ${line}`))
  for (const line of waiverLines(waived)) out(line)
  out(quotas ? allQuotas(usages) : highestQuotas(usages))
  return 0
}
