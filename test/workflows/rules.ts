import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { PROJECT } from '../support/mesh'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly on?: unknown
  readonly permissions?: unknown
  readonly defaults?: { readonly run?: { readonly shell?: string } }
  readonly jobs?: Readonly<Record<string, Job>>
}

interface Action {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly runs?: { readonly steps?: readonly Step[] }
}

/** What a workflow may not do, beyond what a linter knows: each fault in one sentence. */
export function workflowFaults(text: string): string[] {
  const { on, permissions, defaults, jobs = {} } = parse(text) as Workflow
  const events = typeof on === 'string' ? [on] : Object.keys(on ?? {})
  return [
    ...(events.includes('pull_request_target') ? ['pull_request_target runs with a token that may write'] : []),
    ...pinFaults(text),
    ...(JSON.stringify(permissions) === '{}' ? [] : ['the workflow itself has permissions']),
    ...(defaults?.run?.shell === 'bash' ? [] : ['without `shell: bash` a pipe hides failures']),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      ...(job.permissions ? [] : [`${name} has no permissions of its own`]),
      ...(job['timeout-minutes'] === undefined ? [`${name} has no time limit`] : []),
      ...(mayWrite(job) ? (job.steps ?? []).filter(runsForeignCode).map(() => `${name} may write and runs code`) : []),
      ...stepFaults(job.steps ?? []).map((fault) => `${name}: ${fault}`),
    ]),
  ]
}

export function actionFaults(text: string): string[] {
  return [...pinFaults(text), ...stepFaults((parse(text) as Action).runs?.steps ?? [])]
}

/** A token for credentials elsewhere writes nothing here. */
const mayWrite = ({ permissions = {} }: Job): boolean =>
  Object.entries(permissions).some(([scope, level]) => level === 'write' && scope !== 'id-token')

const runsForeignCode = ({ uses = '', run = '' }: Step): boolean =>
  uses.startsWith('./') || /\b(?:npm|npx|node|make|terraform|check\.sh|review\.sh|plan\.sh|apply\.sh)\b/.test(run)

function stepFaults(steps: readonly Step[]): string[] {
  return steps.flatMap(({ uses, run, with: given = {} }) => [
    ...(run?.includes('${{') ? [`an expression in a script: ${run}`] : []),
    ...[...(run ?? '').matchAll(/\.github\/scripts\/[\w-]+\.sh/g)]
      .filter(([script]) => !existsSync(join(PROJECT, script)))
      .map(([script]) => `${script} is not there`),
    ...(uses?.startsWith('actions/checkout@') && given['persist-credentials'] !== false
      ? ['checkout leaves its credentials']
      : []),
    ...(uses?.startsWith('./') ? inputFaults(uses, given) : []),
  ])
}

/** By commit, with the version beside it for those who update it. */
const pinFaults = (text: string): string[] =>
  [...text.matchAll(/^[ -]*uses: (?!\.\/)(.*)$/gm)]
    .filter(([, uses = '']) => !/^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses))
    .map(([, uses]) => `${uses} is not pinned`)

function inputFaults(uses: string, given: Readonly<Record<string, unknown>>): string[] {
  const { inputs = {} } = parse(readFileSync(join(PROJECT, uses, 'action.yml'), 'utf8')) as Action
  const names = Object.keys(inputs)
  return [
    ...Object.keys(given)
      .filter((name) => !names.includes(name))
      .map((name) => `${uses} has no input ${name}`),
    ...names
      .filter((name) => inputs[name]?.required && !(name in given))
      .map((name) => `${uses} needs the input ${name}`),
  ]
}
