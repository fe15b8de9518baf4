import { spawnSync } from 'node:child_process'
import { Command } from 'commander'
import { guard, UserError } from './lib/fail'

/** Not a dependency: it weighs 423 MB, and only those who deploy with it need it. */
const CDKTF_CLI = 'cdktf-cli@0.21.0'

/** `npm run deploy -- STACK…`: applies stacks with the CDKTF CLI, which synthesizes them first. */
async function deploy(argv: readonly string[]): Promise<void> {
  const command = new Command('deploy')
    .description('Applies the named stacks: `hub`, environments, or `okta`. Apply the hub first.')
    .argument('<stack...>', 'names of stacks; what follows -- goes to cdktf deploy')
    .action((stacks: string[]) => guard(() => run(stacks)))
  await command.parseAsync(argv)
}

function run(stacks: readonly string[]): number {
  // Who names one environment means that one: the hub is applied already.
  const alone = stacks.includes('hub') ? [] : ['--ignore-missing-stack-dependencies']
  const args = ['--yes', '-p', CDKTF_CLI, 'cdktf', 'deploy', ...stacks, ...alone]
  const { status, error } = spawnSync('npx', args, { stdio: 'inherit' })
  if (error) throw new UserError(`could not start npx: ${error.message}`, 'it comes with npm')
  return status ?? 1
}

void deploy(process.argv)
