import { Command } from 'commander'
import { meshStacks } from '../constructs/mesh-stacks'
import { verify, type Verification } from '../core/proof/verify'
import { verificationJson } from '../core/proof/verify/json'
import { verificationText } from '../core/proof/verify/text'
import { OKTA } from '../core/model/stack-names'
import { changedStack } from './lib/changed-stack'
import { changedZips } from './lib/changed-zips'
import { guard } from './lib/fail'
import { freshOutput, type FreshOutput } from './lib/fresh'
import { frozenOption, meshOption, synthOption, type SynthOptions } from './lib/options'
import { progress } from './lib/progress'
import { strangersIn } from './lib/strangers'
import { localStateFolder } from './lib/synthesize'
import { note, out, visible } from './lib/terminal'
import { readPlainText } from './lib/plain-file'

interface VerifyOptions extends SynthOptions {
  readonly frozen: boolean
  readonly json?: boolean
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description('evaluates every rendered policy: each path opens, everything else stays shut')
    .addOption(meshOption())
    .addOption(synthOption())
    .addOption(frozenOption())
    .option('--json', 'prints counts, differences and exceptions as JSON')
    .addHelpText('after', '\nExit status: 0 everything is as the files say, 1 something differs.')
    .action((options: VerifyOptions) => guard(() => run(options), options.json))
}

function run({ json, ...options }: VerifyOptions): number {
  const fresh = freshOutput(options)
  if (!fresh) return 1
  const verification = verifyOutput(options.synth, fresh)
  if (json) out(JSON.stringify(verificationJson(verification), null, 2))
  else {
    const { data, messages } = verificationText(verification, (stack) => fresh.stacks.get(stack) ?? stack)
    if (messages.length > 0) note(messages.map(visible).join('\n'))
    out(data.map(visible).join('\n'))
  }
  return isAsDeclared(verification) ? 0 : 1
}

const isAsDeclared = ({ differences, lints }: Verification): boolean =>
  differences.length === 0 && lints.failures.every((each) => each.severity !== 'error')

function verifyOutput(folder: string, { prepared, stacks, bundles }: FreshOutput): Verification {
  const { mesh, graph, compiled, lock } = prepared
  const bar = progress('verifying stack', stacks.size)
  const okta = stacks.get(OKTA)
  const stateFolder = okta === undefined ? '' : localStateFolder(prepared, folder)
  const planned = meshStacks(mesh, compiled, { stateFolder, hookCode: bundles?.code })
  const render = (name: string): object => planned.find((each) => each.name === name)?.render() ?? {}
  const files = [...stacks]
    .filter(([name]) => name !== OKTA)
    .map(([name, path]) => ({ name, read: () => readPlainText(path) }))
  const verification = verify({
    mesh,
    graph,
    compiled,
    registry: lock.registry,
    stacks: files,
    render,
    onStack: () => bar.step(),
  })
  bar.end()
  // Nothing in Okta's stack is a policy that could be evaluated: it must be what Trustloom renders, and that is all.
  const others = [
    ...(bundles ? changedZips(folder, bundles) : []),
    ...(okta === undefined ? [] : changedStack(OKTA, okta, render(OKTA))),
    ...strangersIn(folder, planned, [...(bundles?.zips.keys() ?? [])]),
  ]
  if (okta !== undefined) note(`${OKTA}: compared with what the files render; what Okta makes of it is not evaluated`)
  return { ...verification, differences: [...verification.differences, ...others] }
}
