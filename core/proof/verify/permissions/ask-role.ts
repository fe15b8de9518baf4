import type { TextFile } from '../../../model/mesh'
import { many } from '../../../policy/document'
import { readActions } from '../../../policy/evaluate/action'
import type { SynthRole } from '../../../terraform/rendered/roles'
import type { Lines } from '../lines'
import type { Difference } from '../types'
import type { Area } from './area'
import { askArea, type Wrong } from './ask-area'
import type { Foreign } from './foreign'
import { outsideAccounts, outsideBuckets, outsideServices } from './outside-services'
import type { OwnExceptions } from './own-templates/exceptions'
import { judgeOf } from './own-templates/judge'
import type { DeclaredRole, Places } from './places'
import { readPolicyStatements, statementReader, type PlacedStatement } from './statements'
import { indexOf, type Asker } from './statements/decide'
import { caught, type PolicyFault } from './statements/fault'

/** What every request of a role says, or says not to be so; anything else may be as it likes. */
const read = statementReader([
  'aws:PrincipalArn',
  'aws:SecureTransport',
  'cloudwatch:namespace',
  'iam:PassedToService',
  'kms:ResourceAliases',
  's3:prefix',
])

/** Compares what a role's own policies allow with what the files give it. */
export function askRole(
  places: Places,
  role: DeclaredRole,
  { address, policies }: SynthRole,
  areas: (role: DeclaredRole) => readonly Area[],
  foreign: Foreign,
  own: ReadonlyMap<string, TextFile>,
  lines: Lines,
  exceptions: OwnExceptions,
): void {
  const about = { kind: 'permission', environment: places.access.environment, role: role.name, address } as const
  const report = (cause: string, message: () => string, more: Partial<Difference> = {}): void => {
    const { at = role.access?.groups[0]?.source, ...others } = more
    lines.add(`${role.name} ${cause}`, () => ({ ...about, message: message(), ...(at && { at }), ...others }))
  }
  const refused = ({ policy, number, message }: PolicyFault): void => {
    const where = number === 0 ? `policy ${policy}` : `policy ${policy}, statement ${number}`
    report(`refused ${where}`, () => `${role.name} has a policy that IAM refuses: ${where}: ${message}`)
  }

  const statements: PlacedStatement[] = []
  for (const [name, document] of policies) {
    const found = caught(() => readPolicyStatements(name, document, read), refused)
    if (found) statements.push(...found)
  }
  const index = indexOf(statements)
  const id = role.arn.replace(':iam:', ':sts:').replace(/role\/(?:.*\/)?([^/]+)$/, 'assumed-role/$1/session')
  const who: Asker = { principal: { type: 'AWS', id }, arn: role.arn }
  const judge = judgeOf(role, areas, own)
  const ofTemplates = (names: readonly string[], texts: readonly string[]): Partial<Difference> => {
    const [policy] = names
    if (policy === undefined) return {}
    const at = exceptions.place(policy, texts)
    return { ownTemplates: names, ...(at && { at }) }
  }
  judge.areas.forEach((area, place) => {
    const say = (wrong: Wrong): void => {
      const { action, probe, answer } = wrong
      const by = answer.by && `policy ${answer.by.policy}, statement ${answer.by.number}`
      const cause = `${answer.allowed ? 'may' : 'may not'} ${area.name} ${by ?? ''}`
      const verdict = judge.verdict(place, wrong)
      if (verdict === 'nothing') return
      if (verdict === 'exception') {
        const policy = answer.by?.policy ?? judge.leavesOut(place, wrong) ?? ''
        const texts = answer.by ? textsOf(answer.by, action) : []
        const found = { role: role.name, adds: answer.allowed, label: probe.label }
        exceptions.add(`${role.name} ${cause} ${policy}`, found, action, policy, texts)
        return
      }
      const at = answer.allowed ? undefined : area.sourceOf?.(probe)
      const from = answer.by ? judge.own.filter((each) => each === answer.by?.policy) : judge.own
      const texts = answer.by ? textsOf(answer.by, action) : []
      report(cause, () => sentence(role, wrong, by), { ...ofTemplates(from, texts), ...(at && { at }) })
    }
    lines.decisions += caught(() => askArea(area, index, who, say), refused) ?? 0
  })
  const { access, results } = places
  const buckets = new Set([...access.datasets.map((each) => each.bucket), results.bucket, access.home?.bucket ?? ''])
  for (const each of statements) {
    const where = `policy ${each.policy}, statement ${each.number}`
    const from = judge.own.filter((name) => name === each.policy)
    const beyond = [
      ...outsideServices(each),
      ...outsideBuckets(each, buckets),
      ...(from.length > 0 ? outsideAccounts(each, access.account) : []),
      ...foreign(each.statement),
    ]
    for (const { cause, message, text, exception } of beyond) {
      const texts = text === undefined ? [] : [text]
      if (exception !== undefined && from.length > 0) {
        const found = { role: role.name, adds: true, label: '' }
        exceptions.add(`${role.name} ${where} ${cause}`, found, exception, each.policy, texts)
      } else report(`${where} ${cause}`, () => `${role.name} ${message}: ${where}`, ofTemplates(from, texts))
    }
  }
}

/** How a statement writes an action. */
const textsOf = ({ statement }: PlacedStatement, action: string): string[] =>
  many(statement.Action)
    .filter((each) => readActions('Action', each)(action))
    .map((each) => JSON.stringify(each))

function sentence({ name }: DeclaredRole, { action, probe, answer }: Wrong, by: string | undefined): string {
  if (answer.allowed) return `${name} may ${action} ${probe.label}, which no path gives it: ${by}`
  const why = by === undefined ? 'no statement allows it' : `${by} denies it`
  return `${name} may not ${action} ${probe.label}, which its paths give it: ${why}`
}
