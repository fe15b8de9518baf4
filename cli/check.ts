import { Command } from 'commander'
import { diskFolder } from '../core/model/folder'
import { guard } from './lib/fail'
import { frozenOption, meshOption, type MeshOptions } from './lib/options'
import { prepare } from './lib/prepare'
import { count, out, printDiagnostics } from './lib/terminal'

export function checkCommand(): Command {
  return new Command('check')
    .description('loads and checks the mesh: references, names, quotas, policies')
    .addOption(meshOption())
    .addOption(frozenOption())
    .option('--json', 'prints the diagnostics as JSON')
    .action((options: MeshOptions & { frozen: boolean; json?: boolean }) => guard(() => check(options)))
}

function check({ mesh, frozen, json }: MeshOptions & { frozen: boolean; json?: boolean }): number {
  const { prepared, diagnostics, texts } = prepare(diskFolder(mesh), { frozen })
  if (json) {
    out(JSON.stringify({ schemaVersion: 1, diagnostics }, null, 2))
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
  for (const change of prepared.lock.changes) out(`the lock file will change: ${change}`)
  return 0
}
