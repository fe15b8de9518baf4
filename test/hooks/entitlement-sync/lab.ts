import type { SQSEvent } from 'aws-lambda'
import type { HookConfig } from '../../../core/model/hook-config'
import { declaredKey } from '../../../core/model/table-keys'
import type { TrustRole, TrustRow } from '../../../core/model/trust-row'
import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import { appliedRows, type Codes } from '../../support/hook-config'
import notification from '../../fixtures/aws/sns-notification.json'
import sample from '../../fixtures/aws/sqs-event.json'

export const NOW = new Date('2027-01-02T03:04:05Z')

export const ENVIRONMENTS = ['lab', 'field'] as const

/** Groups whose first codes of run time are one. */
export const TWINS = ['ADG-426', 'ADG-439'] as const

/** What both environments name. */
export const CODES: Codes = { 'ADG-Declared': 'HFAt', READERS: 'mTKM' }

export const CONFIG: HookConfig = {
  mesh: 'acme',
  partition: 'aws',
  hub: { account: '000000000000', region: 'eu-central-1' },
  sourceIdentity: '*@example.com',
  table: 'acme-entitlements',
  sync: true,
  retired: { Old1: 'ADG-Retired' },
  services: {
    notebooks: { protocol: 'saml', maxGroups: 51, groupsClaim: 'groups' },
    studio: { protocol: 'saml', maxGroups: 51, groupsClaim: 'groups' },
  },
  attributes: {},
  environments: {
    lab: { account: '111111111111', region: 'eu-central-1' },
    field: { account: '222222222222', region: 'eu-central-1' },
  },
}

/** The rows of an environment that Terraform writes. */
export function applied(environment: string, revision: string, codes: Codes = CODES): readonly object[] {
  return [...appliedRows(codes, [environment], revision), trust(environment, revision)]
}

export function trust(environment: string, revision: string): TrustRow {
  const account = CONFIG.environments[environment]?.account ?? ''
  const provider = (service: string): string => `arn:aws:iam::${account}:saml-provider/acme-${service}`
  const role = (persona: string, kind: TrustRole['kind'], services: readonly string[]): TrustRole => {
    const name = `acme-${environment}-${persona}`
    const arn = `arn:aws:iam::${account}:role/acme/${name}`
    return { name, arn, kind, persona: kind === 'persona' ? persona : kind, sessionHours: 4, codes: [], services }
  }
  const live = (what: string, dataset: string, services: readonly string[]): TrustRole => ({
    ...role(`live-${what}`, 'live', services),
    dataset,
    location: `s3://acme-${environment}-${dataset}-${account}/`,
  })
  return {
    ...declaredKey.trust(environment),
    revision,
    mesh: 'acme',
    partition: 'aws',
    account,
    region: 'eu-central-1',
    sourceIdentity: CONFIG.sourceIdentity,
    trustLimit: 2048,
    services: ['notebooks', 'studio'].map((name) => ({
      name,
      protocol: 'saml',
      provider: provider(name),
      audience: 'https://signin.aws.amazon.com/saml',
    })),
    roles: [
      role('home', 'home', ['studio']),
      live('labs', 'labs', ['notebooks']),
      live('trials', 'trials', ['notebooks']),
      // Synth renders one live role a dataset; a row may name more.
      live('wide', 'trials', ['notebooks', 'studio']),
      role('owner', 'persona', ['notebooks', 'studio']),
      role('reader', 'persona', ['notebooks']),
      role('share-readers', 'share', ['notebooks']),
    ],
  }
}

/** An event of `lab` that puts READERS into the live role of trials, changed by what is given. */
export function event(change: Partial<DatasetEvent> = {}): DatasetEvent {
  return {
    schemaVersion: 1,
    type: 'dataset',
    environment: 'lab',
    dataset: 'trials',
    version: 1,
    grants: [{ group: 'READERS', role: 'acme-lab-live-trials' }],
    by: 'marketplace',
    reason: 'CR-1',
    at: '2027-01-01T00:00:00Z',
    ...change,
  }
}

export const topicOf = (environment: string): string =>
  `arn:aws:sns:eu-central-1:000000000000:acme-datasets-${environment}`

/** An event as SNS puts it into the queue. */
export function body(content: DatasetEvent | string, topic?: string): string {
  const Message = typeof content === 'string' ? content : JSON.stringify(content)
  const environment = typeof content === 'string' ? 'lab' : content.environment
  return JSON.stringify({ ...notification, TopicArn: topic ?? topicOf(environment), Message })
}

/** What the queue hands over: message `m0` is the first. */
export function batch(...bodies: readonly string[]): SQSEvent {
  const [record] = sample.Records
  if (!record) throw new Error('the sample has a record')
  return { Records: bodies.map((each, place) => ({ ...record, messageId: `m${place}`, body: each })) }
}
