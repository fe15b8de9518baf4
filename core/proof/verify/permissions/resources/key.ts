import type { LocationPermission } from '../../../../model/graph'
import { many, type Statement } from '../../../../policy/document'
import type { SynthProtected } from '../../../../terraform/rendered/storage'
import type { Lines } from '../../lines'
import { ACTIONS } from '../actions'
import { words } from '../actions/words'
import type { Places } from '../places'
import { readPolicyStatements, statementReader } from '../statements'
import { classesOf, decide, indexOf, type Facts } from '../statements/decide'
import type { Fault } from './bucket'
import { namedIn, type Principal } from './principals'

const read = statementReader(['aws:PrincipalArn'])
const FACTS: Facts = new Map()

const kms = (text: string): ReadonlySet<string> => new Set(words(text).map((each) => `kms:${each}`))

/** What the account's own IAM policies decide; a key that nobody administers is lost. */
const ADMINISTERS = kms(`
  CancelKeyDeletion CreateAlias DeleteAlias DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation
  GetKeyPolicy GetKeyRotationStatus ListGrants ListKeyPolicies ListKeyRotations ListResourceTags PutKeyPolicy
  RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion TagResource UntagResource UpdateAlias UpdateKeyDescription
`)
const USES = kms('Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo')
const DECRYPT = 'kms:Decrypt'

/** Who uses a key, by its alias: everybody who writes what it encrypts, and to decrypt who reads it. */
function usersOf({ access, results }: Places, alias: string, everybody: readonly Principal[]): Users {
  const those = (holds: (who: Principal) => boolean): ReadonlySet<Principal> => new Set(everybody.filter(holds))
  const all = (users: ReadonlySet<Principal>): Users => ({ users, readers: users })
  if (alias === results.alias) return all(those((who) => who.isOfMesh))
  if (alias === access.home?.alias) return all(those(({ role }) => role?.access?.kind === 'home'))
  const dataset = access.datasets.find((each) => each.alias === alias)
  if (!dataset) return all(new Set())
  const having = (permission: LocationPermission): ReadonlySet<Principal> =>
    those(
      ({ role }) =>
        role?.dataset === dataset.name ||
        (role?.access?.locations ?? []).some(
          (each) => each.dataset === dataset.name && each.permissions.includes(permission),
        ),
    )
  const users = having('s3:PutObject')
  return { users, readers: new Set([...users, ...having('s3:GetObject')]) }
}

interface Users {
  readonly users: ReadonlySet<Principal>
  /** These may decrypt. */
  readonly readers: ReadonlySet<Principal>
}

/**
 * Asks a key's policy by itself: it leaves administration to the account, use to the IAM policies of exactly those whom
 * the files let use it, and nothing to anybody else.
 *
 * @throws {PolicyFault}
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function keyFaults(
  places: Places,
  { name, policy }: SynthProtected,
  principals: readonly Principal[],
  lines: Pick<Lines, 'decisions'>,
): Fault[] {
  const index = indexOf(readPolicyStatements('of the key', policy, read))
  const faults: Fault[] = policy.Statement.flatMap((each, at) => directly(places, each, at + 1))
  const everybody = [...principals, ...namedIn(policy, places)]
  const { users, readers } = usersOf(places, name, everybody)
  for (const { actions, statements } of classesOf(ACTIONS.kms, index)) {
    for (const who of everybody) {
      const answer = decide(statements, who, places.keyArn, FACTS)
      lines.decisions += actions.length
      for (const action of actions) {
        const uses = action === DECRYPT ? readers.has(who) : USES.has(action) && users.has(who)
        const leaves = who.isLocal && (uses || ADMINISTERS.has(action))
        if (answer.allowed === leaves) continue
        const by = answer.by ? `statement ${answer.by.number}` : 'no statement allows it'
        const verb = answer.allowed ? 'lets' : 'does not let'
        faults.push({ cause: `${verb} ${by}`, message: `${verb} ${who.label} ${action}: ${by}`, who })
      }
    }
  }
  return faults
}

/**
 * Whom a statement lets in without asking IAM: only the account itself leaves the decision to its policies.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function directly({ access }: Places, statement: Statement, number: number): Fault[] {
  const { Effect: effect, Principal: principal } = statement
  if (effect === 'Deny') return []
  const named = typeof principal === 'object' ? Object.entries(principal) : []
  const accounts = [access.account, `arn:${access.partition}:iam::${access.account}:root`]
  const isAccount = named.every(([type, ids]) => type === 'AWS' && many(ids).every((id) => accounts.includes(id)))
  if (named.length > 0 && isAccount) return []
  const message = `lets others in than the account, whatever their own policies say: statement ${number}`
  return [{ cause: `directly ${number}`, message, who: undefined }]
}
