import { GROUP_TAG } from '../../../core/model/codes'
import { formatPosition } from '../../../core/model/diagnostic'
import { wrap, WIDTH } from '../../../core/proof/explain/wrap'
import type { Difference } from './compare'
import type { Reached } from './reached'
import type { ReportedRole, SignInReport } from './report'

/**
 * A sign-in for people, a line each. Names are as people wrote them: whoever prints the lines makes control characters
 * visible.
 */
export function signInText(report: SignInReport): string[] {
  const { asked, protocol, outcome, roles } = report
  const head = `${asked.user} signs in through ${asked.service} (${protocol})`
  const sent = [['groups', asked.groups.join(', ')] as const, ...Object.entries(asked.attributes)]
  const became = outcome.refused
    ? wrap(`refused  ${outcome.refused.message}`, WIDTH)
    : ['session', ...sessionText(report), ...roles.flatMap((each) => ['', ...roleText(each)])]
  return [...wrap(head, WIDTH), ...table(sent), '', ...became, '', ...wrap(verdict(report), WIDTH)]
}

function sessionText({ outcome, codes }: SignInReport): string[] {
  if (outcome.refused) return []
  const { sessionName, sourceIdentity, duration, tags, transitiveTags } = outcome.carried
  const { [GROUP_TAG]: hash = 'none', ...others } = tags
  return table([
    ...(sessionName === undefined ? [] : [['name', sessionName] as const]),
    ['source identity', sourceIdentity ?? 'none, which the protocol cannot pass'],
    ['lasts', duration === undefined ? 'as long as the role allows' : `at most ${lasting(duration)}`],
    [GROUP_TAG, hash],
    ...codes.map(([code, group]) => [`  ${code}`, group ?? 'nobody'] as const),
    ...Object.entries(others),
    ...outcome.leftOut.map(({ tag, why }) => [tag, `left out: ${why}`] as const),
    ...(transitiveTags.length > 0 ? [['stay in further roles', transitiveTags.join(', ')] as const] : []),
  ])
}

const lasting = (seconds: number): string =>
  seconds % 3600 === 0 ? counted(seconds / 3600, 'hour') : counted(Math.round(seconds / 60), 'minute')

function roleText({ answer, name, persona, at, data }: ReportedRole): string[] {
  const { role, shut } = answer
  const where = role ? `${persona ?? 'no role of the files'} in ${role.environment.environment}` : 'in no stack'
  const account = role ? `, account ${role.environment.account}` : ''
  return [
    `${shut === undefined ? 'open' : 'shut'}  ${name}`,
    ...table([
      ['what', `${where}${account}`],
      ...(shut === undefined ? [] : [['why', shut] as const]),
      ...(at ? [['declared', formatPosition(at)] as const] : []),
    ]),
    ...table(data.flatMap(dataRows)),
  ]
}

const nameOf = ({ dataset, database, table: name, location }: Reached): string => {
  if (location !== null) return location
  if (name !== null) return `${database ?? ''}.${name}`
  return dataset === null ? `${database ?? ''}, which Athena asks for` : (database ?? '')
}

/** A resource with its permissions; below them, what limits them. */
function dataRows(reached: Reached): (readonly [string, string])[] {
  const { permissions, columns, rows, grantable, lacks } = reached
  if (lacks !== null) return [[nameOf(reached), `nothing: the session has no tag ${lacks}`]]
  return [
    [nameOf(reached), permissions.join(', ')],
    ...(columns === null ? [] : [['', `columns ${columns.join(', ')}`] as const]),
    ...(rows === null ? [] : [['', `rows ${rows.replace(/\s*\n\s*/g, ' ')}`] as const]),
    ...(grantable ? [['', 'grantable to others, outside the files'] as const] : []),
  ]
}

function verdict({ outcome, expected, differences, roles }: SignInReport): string {
  if (differences.length > 0) return counted(differences.length, 'difference')
  if (!outcome.refused)
    return `as the files say: ${counted(roles.length, 'role')} ${roles.length === 1 ? 'opens' : 'open'}`
  return `as the files say: ${'refusal' in expected ? expected.refusal : (expected.mayRefuse ?? '')}`
}

/** What differs, with the line that says otherwise and the place in the output. */
export function differenceText(differences: readonly Difference[], fileOf: (stack: string) => string): string[] {
  return differences.flatMap(({ kind, message, at, stack, address }) => [
    `${at ? `${formatPosition(at)} ` : ''}error[${kind}] ${message}`,
    `  = rendered in ${fileOf(stack)}${address === undefined ? '' : `: ${address}`}`,
  ])
}

/** Names are aligned up to this width; a longer one stands alone in its line. */
const NAME = 48

/** `  name   text`, the texts below each other. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const widths = rows.map(([name]) => name.length).filter((each) => each <= NAME)
  const indent = Math.max(0, ...widths) + 4
  return rows.flatMap(([name, text]) => {
    const lines = wrap(text, Math.max(30, WIDTH - indent)).map((line) => ' '.repeat(indent) + line)
    if (name.length > NAME) return [`  ${name}`, ...lines]
    const [first = '', ...rest] = lines
    return [`  ${name.padEnd(indent - 2)}${first.slice(indent)}`, ...rest]
  })
}

export const counted = (value: number, word: string): string => `${number(value)} ${word}${value === 1 ? '' : 's'}`

/** Digits in groups of three, the same in every locale. */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
