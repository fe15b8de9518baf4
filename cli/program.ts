import { Command } from 'commander'
import { VERSION } from './lib/project'
import { out } from './lib/terminal'
import { jsonOf } from './lib/told'

/** Loaded one by one: what one command needs, another need not wait for. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['check', async () => (await import('./check')).checkCommand()],
  ['lock', async () => (await import('./lock')).lockCommand()],
  ['verify', async () => (await import('./verify')).verifyCommand()],
  ['explain', async () => (await import('./explain')).explainCommand()],
  ['review', async () => (await import('./review')).reviewCommand()],
  ['signin', async () => (await import('./signin')).signinCommand()],
  ['pull', async () => (await import('./pull')).pullCommand()],
  ['schema', async () => (await import('./schema')).schemaCommand()],
  ['init', async () => (await import('./init')).initCommand()],
])

/** What a script of npm does, and people look for here. */
const SCRIPTS: Readonly<Record<string, string>> = {
  synth: 'npm run synth',
  deploy: 'npm run deploy -- STACK',
}

/** What to write instead, where wrong usage shows what was meant. */
function usageHint(text: string, program: Command): string | undefined {
  const [, unknown = ''] = /unknown command '([^']*)'/.exec(text) ?? []
  if (Object.hasOwn(SCRIPTS, unknown)) return `run \`${SCRIPTS[unknown] ?? ''}\``
  const [, name] = /too many arguments for '([^']*)'/.exec(text) ?? []
  const command = program.commands.find((each) => each.name() === name)
  const takesMesh = command?.options.some((each) => each.long === '--mesh') ?? false
  return takesMesh ? 'name the mesh folder with --mesh DIR' : undefined
}

/** The `trustloom` command. Wrong usage exits with 1, as commander does by itself. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('trustloom')
    .description(
      'Checks, verifies, explains and reviews who may read which data in an AWS data mesh. `npm run synth` renders its Terraform.',
    )
    .version(VERSION)
    .configureOutput({
      outputError: (text, write) => {
        const hint = usageHint(text, program)
        write(hint === undefined ? text : `${text.trimEnd()}\n  = ${hint}\n`)
        const message = text.replace(/^error: /, '').trim()
        if (argv.includes('--json') && !argv.includes('--format'))
          out(jsonOf([{ severity: 'error', code: 'usage', message, hint: hint ?? 'run with --help for usage' }]))
      },
    })
    .showHelpAfterError('(run with --help for usage)')
  const wanted = commands.get(argv[2] ?? '')
  // Help, and what is misspelled, is told of all of them.
  for (const load of wanted ? [wanted] : commands.values()) {
    const command = await load()
    command.copyInheritedSettings(program)
    program.addCommand(command)
  }
  await program.parseAsync(argv)
}
