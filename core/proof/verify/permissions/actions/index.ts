import { ATHENA_ACTIONS } from './athena'
import { CLOUDWATCH_ACTIONS } from './cloudwatch'
import { GLUE_ACTIONS } from './glue'
import { IAM_ACTIONS } from './iam'
import { KMS_ACTIONS } from './kms'
import { LAKE_FORMATION_ACTIONS } from './lake-formation'
import { LOGS_ACTIONS } from './logs'
import { BUCKET_ACTIONS, OBJECT_ACTIONS, OTHER_S3_ACTIONS } from './s3'
import { STS_ACTIONS } from './sts'

const of = (service: string, names: readonly string[]): readonly string[] => names.map((each) => `${service}:${each}`)

/** Every action of the services that a role of a mesh acts in, by what it acts on. */
export const ACTIONS = {
  objects: of('s3', OBJECT_ACTIONS),
  buckets: of('s3', BUCKET_ACTIONS),
  otherS3: of('s3', OTHER_S3_ACTIONS),
  kms: of('kms', KMS_ACTIONS),
  lakeFormation: of('lakeformation', LAKE_FORMATION_ACTIONS),
  glue: of('glue', GLUE_ACTIONS),
  athena: of('athena', ATHENA_ACTIONS),
  iam: of('iam', IAM_ACTIONS),
  sts: of('sts', STS_ACTIONS),
  logs: of('logs', LOGS_ACTIONS),
  cloudwatch: of('cloudwatch', CLOUDWATCH_ACTIONS),
} as const

export const ALL_ACTIONS: readonly string[] = Object.values(ACTIONS).flat()

/** Prefixes of the services whose actions are all known here. */
export const SERVICES: ReadonlySet<string> = new Set(ALL_ACTIONS.map((each) => each.slice(0, each.indexOf(':'))))
