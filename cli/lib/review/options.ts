import { InvalidArgumentError, Option } from 'commander'
import { RISKS, type Risk } from '../../../core/model/risk/levels'
import type { MeshOptions } from '../options'

export const FORMATS = ['text', 'markdown', 'json', 'sarif', 'html', 'summary'] as const
export type Format = (typeof FORMATS)[number]

/** A format, and the file that it goes to. */
export interface Output {
  readonly format: Format
  readonly file: string
}

/** An environment, and the digest that was approved. */
export interface Expected {
  readonly environment: string
  readonly digest: string
}

export interface ReviewCommandOptions extends Omit<MeshOptions, 'mesh'> {
  /** `false`: no mesh, even where there is one. */
  readonly mesh: string | false
  readonly plan: readonly string[]
  readonly live: readonly string[]
  readonly base?: string
  readonly head?: string
  readonly format?: Format
  readonly json?: boolean
  readonly output: readonly Output[]
  readonly failOn?: Risk
  readonly expect: readonly Expected[]
  readonly expectFile?: string
  readonly maskAccounts: boolean
  readonly link?: string
}

const collect =
  <T>(one: (text: string) => T) =>
  (text: string, all: readonly T[]): readonly T[] => [...all, one(text)]

const same = (text: string): string => text

export const planOption = (): Option =>
  new Option('--plan <file>', 'the JSON of a plan (`terraform show -json`); again for each stack')
    .argParser(collect(same))
    .default([], 'none')

export const liveOption = (): Option =>
  new Option(
    '--live <file>',
    "Lake Formation's own list (`aws lakeformation list-permissions`); again for each account",
  )
    .argParser(collect(same))
    .default([], 'none')

export const outputOption = (): Option =>
  new Option('--output <format=file>', `writes a format into a file; again for each (${FORMATS.join(', ')})`)
    .argParser(collect(readOutput))
    .default([], 'none')

export const expectOption = (): Option =>
  new Option('--expect <env=digest>', 'the digest that was approved for an environment; again for each')
    .argParser(collect(readExpected))
    .default([], 'none')

export const failOnOption = (): Option =>
  new Option('--fail-on <risk>', 'exits with 3 where a risk is at or over this').choices(
    RISKS.filter((each) => each !== 'none'),
  )

export const formatOption = (): Option =>
  new Option(
    '--format <format>',
    'what is printed (default: text on a terminal, else markdown; nothing where --output says where)',
  ).choices(FORMATS)

function readOutput(text: string): Output {
  const at = text.indexOf('=')
  const format = FORMATS.find((each) => each === text.slice(0, at))
  const file = text.slice(at + 1)
  if (!format || file === '') throw new InvalidArgumentError(`write it as ${FORMATS.join('|')}=FILE.`)
  return { format, file }
}

/** Environments have no `=` in their names. */
function readExpected(text: string): Expected {
  const [, environment, digest] = /^([\w-]+)=(sha256:[0-9a-f]{64})$/.exec(text) ?? []
  if (environment === undefined || digest === undefined)
    throw new InvalidArgumentError('write it as ENV=sha256:…, with the digest as the review prints it.')
  return { environment, digest }
}
