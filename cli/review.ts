import { Command, Option } from 'commander'
import { ReviewInputError } from '../core/terraform/read/input-error'
import { guard, UserError } from './lib/fail'
import { meshOption, synthOption } from './lib/options'
import { compareInputs } from './lib/review/compare'
import { expectedIn, STATUS, verdictOf } from './lib/review/expected'
import {
  expectOption,
  failOnOption,
  formatOption,
  liveOption,
  outputOption,
  planOption,
  type ReviewCommandOptions,
} from './lib/review/options'
import { readLarge } from './lib/review/read-file'
import { renderReview, writeReview } from './lib/review/render'
import { ReviewStopped } from './lib/review/stopped'
import { note, out, visible } from './lib/terminal'

export function reviewCommand(): Command {
  return new Command('review')
    .description('what a change does to access: who gains and who loses what, how risky that is, and who must agree')
    .argument('[before]', 'a mesh folder, a synthesized output, or the JSON of a state or plan')
    .argument('[after]', 'the same, after the change')
    .addOption(planOption())
    .addOption(liveOption())
    .option('--base <rev>', 'the Git revision of before; the work tree is not touched')
    .option('--head <rev>', 'the Git revision of after (default: the files as they are)')
    .addOption(meshOption())
    .option('--no-mesh', 'does not hold plans against the files of a mesh')
    .addOption(synthOption())
    .addOption(formatOption())
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .addOption(outputOption())
    .addOption(failOnOption())
    .addOption(expectOption())
    .option('--expect-file <file>', 'the digests that were approved, as --format json wrote them')
    .option('--mask-accounts', 'cuts account ids to their last four digits', false)
    .option('--link <url>', 'where the whole report is, for what a comment has no room for')
    .addHelpText(
      'after',
      `
Exit status: ${STATUS.same} no change of access, or the approved one; ${STATUS.changed} a change;
${STATUS.risk} a risk at or over --fail-on; ${STATUS.unexpected} not what was approved; ${STATUS.error} an error.`,
    )
    .action(
      (before: string | undefined, after: string | undefined, options: ReviewCommandOptions & { synth: string }) =>
        guard(() => run(before, after, options), options.json === true || options.format === 'json'),
    )
}

async function run(
  before: string | undefined,
  after: string | undefined,
  options: ReviewCommandOptions & { readonly synth: string },
): Promise<number> {
  try {
    const listed = options.expectFile === undefined ? [] : expectedIn(readLarge(options.expectFile), options.expectFile)
    const comparison = await compareInputs(before, after, options)
    const mesh = options.mesh === false ? 'environments' : options.mesh
    const inputs = inputsOf(before, after, options)
    const rendering = { maskAccounts: options.maskAccounts, mesh, link: options.link, inputs }
    const usual = process.stdout.isTTY ? 'text' : 'markdown'
    const format = options.json ? 'json' : (options.format ?? (options.output.length > 0 ? undefined : usual))
    writeReview(comparison, options.output, rendering)
    if (format !== undefined) out(renderReview(comparison, format, rendering, true).trimEnd())
    const { status, messages } = verdictOf(comparison.review, options.failOn, options.expect, listed)
    for (const each of messages) note(visible(each))
    return comparison.isSure === false ? STATUS.error : status
  } catch (cause) {
    if (cause instanceof ReviewStopped) return STATUS.error
    throw cause instanceof ReviewInputError ? new UserError(cause.message) : cause
  }
}

/** `main → HEAD`, `old → new`, or the files of plans or lists. */
function inputsOf(
  before: string | undefined,
  after: string | undefined,
  { base, head, plan, live }: ReviewCommandOptions,
): string {
  if (before !== undefined) return `${before} → ${after ?? ''}`
  return base === undefined ? [...plan, ...live].join(', ') : `${base} → ${head ?? 'the files as they are'}`
}
