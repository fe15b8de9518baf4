import type { Statement } from '../../../../policy/document'
import type { SynthProtected } from '../../../../terraform/rendered/storage'
import type { Lines } from '../../lines'
import { ACTIONS } from '../actions'
import { words } from '../actions/words'
import { NOBODY, type Places } from '../places'
import { readPolicyStatements, statementReader } from '../statements'
import { classesOf, decide, indexOf, type Facts } from '../statements/decide'
import { namedIn, type Principal } from './principals'

const HEADER = 's3:x-amz-server-side-encryption'
const CUSTOMER = `${HEADER}-customer-algorithm`

const read = statementReader(['aws:PrincipalArn', 'aws:SecureTransport', HEADER, CUSTOMER])

/**
 * What would destroy versions or undo what protects them: Terraform alone does that.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
const KEPT: ReadonlySet<string> = new Set(
  words(`
    BypassGovernanceRetention DeleteBucket DeleteBucketPolicy DeleteObjectVersion PutBucketAcl
    PutBucketObjectLockConfiguration PutBucketPolicy PutBucketVersioning PutEncryptionConfiguration
    PutLifecycleConfiguration PutObjectAcl PutObjectLegalHold PutObjectRetention PutObjectVersionAcl
    PutReplicationConfiguration
  `).map((each) => `s3:${each}`),
)

interface Circumstance {
  readonly label: string
  readonly facts: Facts
  readonly isEncrypted: boolean
  /** Whether an upload names an encryption that is not KMS with a key of AWS. */
  readonly isForbidden: boolean
}

const circumstance = (label: string, headers: Record<string, string>, isForbidden: boolean): Circumstance => ({
  label,
  facts: new Map([['aws:securetransport', 'true'], ...Object.entries(headers)]),
  isEncrypted: true,
  isForbidden,
})

const CIRCUMSTANCES: readonly Circumstance[] = [
  circumstance('', {}, false),
  {
    ...circumstance(' over plain http', {}, false),
    facts: new Map([['aws:securetransport', 'false']]),
    isEncrypted: false,
  },
  circumstance(' with KMS', { [HEADER]: 'aws:kms' }, false),
  circumstance(' with keys of S3', { [HEADER]: 'AES256' }, true),
  circumstance(' with two layers of KMS', { [HEADER]: 'aws:kms:dsse' }, true),
  circumstance(' with an empty encryption', { [HEADER]: '' }, true),
  circumstance(" with the customer's key", { [CUSTOMER]: 'AES256' }, true),
  circumstance(" with KMS and the customer's key", { [HEADER]: 'aws:kms', [CUSTOMER]: 'AES256' }, true),
]

/** AWS services deliver logs and the like; every other principal is the business of roles. */
const isForServices = ({ Principal: who }: Statement): boolean =>
  typeof who === 'object' && Object.keys(who).every((type) => type === 'Service')

/** What a bucket's policy does wrong, and who notices. */
export interface Fault {
  readonly cause: string
  readonly message: string
  /** @default - it is about nobody in particular */
  readonly who: Principal | undefined
}

/**
 * Asks a bucket's policy by itself. It allows nobody anything, which is left to the roles' own policies, and refuses
 * plain connections, other encryption than KMS, and to the roles of the mesh whatever would destroy versions.
 *
 * @throws {PolicyFault}
 */
export function bucketFaults(
  places: Places,
  bucket: Pick<SynthProtected, 'name' | 'policy'>,
  folders: readonly string[],
  principals: readonly Principal[],
  lines: Pick<Lines, 'decisions'>,
): Fault[] {
  const index = indexOf(readPolicyStatements('of the bucket', bucket.policy, read))
  const arn = places.bucketArn(bucket.name)
  const objects = ['x', `${NOBODY}/x/y`, ...folders.map((each) => `${each}/part-0`)].map((each) => `${arn}/${each}`)
  const everybody = [...principals, ...namedIn(bucket.policy, places)]
  const faults = bucket.policy.Statement.flatMap((each, index): Fault[] => {
    if (each.Effect !== 'Allow' || isForServices(each)) return []
    const by = `statement ${index + 1}`
    return [
      { cause: `grants ${by}`, message: `allows by itself what only roles may be allowed: ${by}`, who: undefined },
    ]
  })
  for (const [all, resources] of [
    [ACTIONS.objects, objects],
    [ACTIONS.buckets, [arn]],
  ] as const) {
    for (const { actions, statements } of classesOf(all, index)) {
      const kept = actions.filter((each) => KEPT.has(each))
      const others = actions.filter((each) => !KEPT.has(each) && each !== 's3:PutObject')
      const uploads = actions.filter((each) => each === 's3:PutObject')
      for (const who of everybody) {
        for (const when of CIRCUMSTANCES) {
          for (const resource of resources) {
            const answer = decide(statements, who, resource, when.facts)
            lines.decisions += actions.length
            const check = (action: string | undefined, refuses: boolean): void => {
              if (action === undefined) return
              const isRefused = !answer.allowed && answer.by !== undefined
              if (!answer.allowed && isRefused === refuses) return
              const what = `${who.label} ${action} ${resource}${when.label}`
              const by = answer.by ? `statement ${answer.by.number}` : 'no statement speaks of it'
              const verb = answer.allowed ? 'allows' : refuses ? 'does not refuse' : 'refuses'
              faults.push({ cause: `${verb} ${by}`, message: `${verb} ${what}: ${by}`, who })
            }
            check(others[0], !when.isEncrypted)
            check(kept[0], !when.isEncrypted || who.isOfMesh)
            check(uploads[0], !when.isEncrypted || when.isForbidden)
          }
        }
      }
    }
  }
  return faults
}
