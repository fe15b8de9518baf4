import { Command } from 'commander'
import { checkCommand } from './check'
import { explainCommand } from './explain'
import { initCommand } from './init'
import { VERSION } from './lib/project'
import { lockCommand } from './lock'
import { pullCommand } from './pull'
import { reviewCommand } from './review'
import { schemaCommand } from './schema'
import { signinCommand } from './signin'
import { verifyCommand } from './verify'

/** The `trustloom` command. Wrong usage exits with 1, as commander does by itself. */
export function run(argv: readonly string[]): void {
  const program = new Command('trustloom')
    .description(
      'Checks, verifies, explains and reviews who may read which data in an AWS data mesh. `npm run synth` renders its Terraform.',
    )
    .version(VERSION)
    .showHelpAfterError('(run with --help for usage)')
  for (const command of [
    checkCommand(),
    lockCommand(),
    verifyCommand(),
    explainCommand(),
    reviewCommand(),
    signinCommand(),
    pullCommand(),
    schemaCommand(),
    initCommand(),
  ]) {
    command.copyInheritedSettings(program)
    program.addCommand(command)
  }
  program.parse(argv)
}
