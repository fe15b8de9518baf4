import type { SynthRole } from '../../../terraform/rendered/roles'
import type { Lines } from '../lines'
import type { Difference } from '../types'
import type { Area } from './area'
import { askArea, type Wrong } from './ask-area'
import type { Foreign } from './foreign'
import { outsideBuckets, outsideServices } from './outside-services'
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
  areas: readonly Area[],
  foreign: Foreign,
  lines: Lines,
): void {
  const about = { kind: 'permission', environment: places.access.environment, role: role.name, address } as const
  const report = (cause: string, message: () => string, at?: Difference['at']): void => {
    const found = at ?? role.access?.groups[0]?.source
    lines.add(`${role.name} ${cause}`, () => ({ ...about, message: message(), ...(found && { at: found }) }))
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
  for (const area of areas) {
    const say = (wrong: Wrong): void => {
      const { probe, answer } = wrong
      const by = answer.by && `policy ${answer.by.policy}, statement ${answer.by.number}`
      const cause = `${answer.allowed ? 'may' : 'may not'} ${area.name} ${by ?? ''}`
      report(cause, () => sentence(role, wrong, by), answer.allowed ? undefined : area.sourceOf?.(probe))
    }
    lines.decisions += caught(() => askArea(area, index, who, say), refused) ?? 0
  }
  const { access, results } = places
  const buckets = new Set([...access.datasets.map((each) => each.bucket), results.bucket, access.home?.bucket ?? ''])
  for (const each of statements) {
    const where = `policy ${each.policy}, statement ${each.number}`
    const beyond = [...outsideServices(each, role), ...outsideBuckets(each, role, buckets), ...foreign(each.statement)]
    for (const what of beyond) {
      report(`${where} ${what.cause}`, () => `${role.name} ${what.message}: ${where}`)
    }
  }
}

function sentence({ name }: DeclaredRole, { action, probe, answer }: Wrong, by: string | undefined): string {
  if (answer.allowed) return `${name} may ${action} ${probe.label}, which no path gives it: ${by}`
  const why = by === undefined ? 'no statement allows it' : `${by} denies it`
  return `${name} may not ${action} ${probe.label}, which its paths give it: ${why}`
}
