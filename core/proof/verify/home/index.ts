import type { EnvironmentAccess, HomeAccess } from '../../../model/graph'
import type { SynthRole } from '../../../terraform/rendered/roles'
import type { SynthStorage } from '../../../terraform/rendered/storage'
import { Lines } from '../lines'
import { readPolicyStatements, statementReader, type PlacedStatement } from '../permissions/statements'
import { indexOf, type Asker } from '../permissions/statements/decide'
import { caught } from '../permissions/statements/fault'
import type { Findings } from '../types'
import { askPerson } from './ask-person'
import { PEOPLE } from './people'

/**
 * Compares who reaches what in home storage with what the files give: the policies of the home role and of the bucket
 * together, for people with tags of every kind. Who may use its key is among the permissions of roles.
 */
export function verifyHome(access: EnvironmentAccess, roles: readonly SynthRole[], storage: SynthStorage): Findings {
  const lines = new Lines()
  const { home } = access
  if (!home) return lines.findings()
  for (const declared of access.roles.filter((each) => each.kind === 'home')) {
    const role = roles.find((each) => each.name === declared.name)
    const writes = home.departmentWrite || declared.persona === 'home-writers'
    if (role) askRole(access, { ...home, departmentWrite: writes }, role, storage, declared, lines)
  }
  return lines.findings()
}

function askRole(
  access: EnvironmentAccess,
  home: HomeAccess,
  role: SynthRole,
  storage: SynthStorage,
  { arn, groups }: EnvironmentAccess['roles'][number],
  lines: Lines,
): void {
  const [group] = groups
  const about = {
    kind: 'home',
    environment: access.environment,
    role: role.name,
    address: role.address,
    ...(group?.source && { at: group.source }),
  } as const
  const say = (cause: string, message: string): void =>
    lines.add(`${role.name} ${cause}`, () => ({ ...about, message }))
  const bucket = storage.buckets.find((each) => each.name === home.bucket)
  const documents = [...role.policies].map(([name, document]) => ({ name, document }))
  if (bucket) documents.push({ name: 'the policy of the bucket', document: bucket.policy })
  const read = readerFor(home)
  const statements: PlacedStatement[] = []
  for (const { name, document } of documents) {
    const found = caught(
      () => readPolicyStatements(name, document, read),
      ({ number, message }) =>
        say(`refused ${name}`, `${name} is one that AWS refuses: statement ${number}: ${message}`),
    )
    if (found) statements.push(...found)
  }
  const index = indexOf(statements)
  const id = arn.replace(':iam:', ':sts:').replace(/role\/(?:.*\/)?([^/]+)$/, 'assumed-role/$1/session')
  const who: Asker = { principal: { type: 'AWS', id }, arn }
  for (const person of PEOPLE) {
    const ask = (): void => askPerson({ access, home, role, who, index, lines, say }, person)
    caught(ask, ({ policy, number, message }) =>
      say(`refused ${policy} ${number}`, `${policy}, statement ${number}, is one that AWS refuses: ${message}`),
    )
  }
}

/** Every request says these, or says not to have them. */
const readerFor = ({ attributes: { user, department } }: HomeAccess): ReturnType<typeof statementReader> =>
  statementReader([
    'aws:PrincipalArn',
    'aws:SecureTransport',
    's3:delimiter',
    's3:prefix',
    `aws:PrincipalTag/${user}`,
    `aws:PrincipalTag/${department}`,
  ])
