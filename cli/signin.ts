import { Command } from 'commander'
import { guard } from './lib/fail'
import { frozenOption, meshOption, synthOption } from './lib/options'
import type { SigninOptions } from './lib/sign-in/run'

const HELP = `
--groups and --attributes may be given several times. A name that holds a comma is written as JSON:
--groups '["ADG-A, B"]', --attributes '{"department": "A, B"}'.

Exit status: 0 the sign-in opens what the files declare, 1 it does not, or an error.`

export function signinCommand(): Command {
  const several = (value: string, before: readonly string[] = []): string[] => [...before, value]
  return new Command('signin')
    .description('a sign-in on this machine: rendered rows, the real hook, the assertion, each role asked, its data')
    .option('--service <service>', 'the service that the person signs in through')
    .option('--user <user>', "the person's login")
    .option('--groups <a,b>', "the person's directory groups, compared without case", several)
    .option('--attributes <k=v,…>', 'session tags of the mesh, or claims of the identity provider', several)
    .option('--all', 'signs in every group through every service')
    .addOption(meshOption())
    .addOption(synthOption())
    .addOption(frozenOption())
    .option('--json', 'prints the sign-in as JSON')
    .addHelpText('after', HELP)
    .action((options: SigninOptions) => guard(() => run(options), options.json))
}

/** Hooks and their libraries are loaded for this command alone: they take as long as all the others together. */
async function run(options: SigninOptions): Promise<number> {
  const { signin } = await import('./lib/sign-in/run')
  return signin(options)
}
