import { Command } from 'commander'
import {
  askedEnvironments,
  explain,
  QuestionFault,
  readQuestion,
  type Asked,
  type Question,
} from '../core/proof/explain'
import { explanationJson } from '../core/proof/explain/json'
import { explanationText } from '../core/proof/explain/text'
import { trustOf } from '../core/terraform/rendered/trust-of'
import { guard, UserError } from './lib/fail'
import { freshOutput, type FreshOutput } from './lib/fresh'
import { frozenOption, meshOption, synthOption, type SynthOptions } from './lib/options'
import type { Prepared } from './lib/prepare'
import { out, visible } from './lib/terminal'
import { readPlainText } from './lib/plain-file'

interface ExplainOptions extends SynthOptions, Asked {
  readonly frozen: boolean
  readonly json?: boolean
}

/** The exit status where there is no access; an error or wrong usage is 1. */
const NO_ACCESS = 3

export function explainCommand(): Command {
  return new Command('explain')
    .description('each hop from a group to data, with the file:line that says so, or the first that is missing')
    .requiredOption('--group <group>', 'a directory group; compared without case')
    .option('--service <service>', 'only through this service')
    .option('--dataset <env/dataset[.table]>', 'to this dataset or table; ENV/home is home storage')
    .option('--column <column>', 'to this column of the table')
    .addOption(meshOption())
    .addOption(synthOption())
    .addOption(frozenOption())
    .option('--json', 'prints the hops as JSON')
    .addHelpText('after', `\nExit status: 0 access, ${NO_ACCESS} none, 1 an error.`)
    .action((options: ExplainOptions) => guard(() => run(options), options.json))
}

function run({ json, ...options }: ExplainOptions): number {
  let question: Question | undefined
  const needed = (prepared: Prepared): string[] => {
    question = asked(options, prepared)
    return askedEnvironments(question, prepared.graph.environments).map((each) => each.environment)
  }
  const fresh = freshOutput({ ...options, needed })
  if (!fresh || !question) return 1
  const { mesh, graph } = fresh.prepared
  const explanation = explain(question, mesh, graph, renderedTrust(fresh))
  if (json) out(JSON.stringify(explanationJson(explanation), null, 2))
  else out(explanationText(explanation).map(visible).join('\n'))
  return explanation.access ? 0 : NO_ACCESS
}

function asked(options: Asked, { mesh }: Prepared): Question {
  try {
    return readQuestion(options, mesh)
  } catch (cause) {
    throw cause instanceof QuestionFault ? new UserError(cause.message, cause.hint) : cause
  }
}

/** Reads a stack's file once, whatever the number of its roles. */
function renderedTrust({ stacks }: FreshOutput): Parameters<typeof explain>[3] {
  const texts = new Map<string, string>()
  return (environment, role) => {
    const path = stacks.get(environment)
    const text = texts.get(environment) ?? (path === undefined ? '' : readPlainText(path))
    texts.set(environment, text)
    return trustOf(text, role)
  }
}
