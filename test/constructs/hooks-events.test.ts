import { evaluator } from '../../core/policy/evaluate'
import type { PolicyDocument } from '../../core/policy/document'
import { trustRow } from '../../core/model/trust-row'
import { digestOf, pathsOf } from '../../core/model/graph/paths'
import { build, environmentOf, synthesize, type TerraformJson } from '../support/mesh'
import { synchronised } from '../core/policy/hooks/compiled'

type Block = Readonly<Record<string, unknown>>

const built = build(synchronised())
const stacks = synthesize(built)
const hub = stacks.get('hub') as TerraformJson
const ofType = (type: string, json = hub): Readonly<Record<string, Block>> => json.resource[type] ?? {}
const json = (text: unknown): Record<string, unknown> => JSON.parse(String(text)) as Record<string, unknown>

describe('a queue', () => {
  const queues = ofType('aws_sqs_queue')
  const hooks = ['entitlement_sync', 'trust_sync'] as const

  test.each(hooks)('%s is encrypted, and hides a message for six timeouts of its function', (key) => {
    const { timeout } = ofType('aws_lambda_function')[key] as { timeout: number }
    expect(queues[key]).toMatchObject({ sqs_managed_sse_enabled: true, visibility_timeout_seconds: timeout * 6 })
  })

  test.each(hooks)('%s gives a message up after five tries, to a queue that keeps it for two weeks', (key) => {
    const [queue, dead] = [queues[key]!, queues[`${key}_dead`]!]
    const arn = (name: unknown): string => `arn:aws:sqs:eu-central-1:000000000000:${String(name)}`
    expect(json(queue.redrive_policy)).toEqual({ deadLetterTargetArn: arn(dead.name), maxReceiveCount: 5 })
    expect(dead).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 14 * 24 * 3600 })
    expect(json(dead.redrive_allow_policy)).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [arn(queue.name)],
    })
    expect(json(queue.redrive_allow_policy)).toEqual({ redrivePermission: 'denyAll' })
  })

  test.each(hooks)('%s feeds its function, which answers for each message', (key) => {
    expect(ofType('aws_lambda_event_source_mapping')[key]).toMatchObject({
      event_source_arn: `arn:aws:sqs:eu-central-1:000000000000:${String(queues[key]?.name)}`,
      function_name: ofType('aws_lambda_function')[key]?.function_name,
      function_response_types: ['ReportBatchItemFailures'],
    })
  })
})

describe('a topic', () => {
  const subscriptions = ofType('aws_sns_topic_subscription')

  test('sends events in their envelope, which says whose they are', () => {
    for (const each of Object.values(subscriptions))
      expect(each).toMatchObject({ protocol: 'sqs', raw_message_delivery: false })
  })

  test('of datasets feeds entitlement-sync, that of services trust-sync', () => {
    const ends = Object.entries(subscriptions).map(([key, each]) => [key, String(each.endpoint).split(':').at(-1)])
    expect(Object.fromEntries(ends)).toEqual({
      datasets_lab: 'acme-entitlement-sync',
      datasets_plant: 'acme-entitlement-sync',
      services: 'acme-trust-sync',
    })
  })

  test('is let into its queue', () => {
    for (const { endpoint, topic_arn: topic } of Object.values(subscriptions)) {
      const queue = Object.values(ofType('aws_sqs_queue')).find((each) =>
        String(endpoint).endsWith(`:${String(each.name)}`),
      )
      const { effect } = evaluator([json(queue?.policy) as unknown as PolicyDocument])({
        principal: { type: 'Service', id: 'sns.amazonaws.com' },
        action: 'sqs:SendMessage',
        resource: String(endpoint),
        context: { 'aws:SourceArn': String(topic), 'aws:SecureTransport': 'true' },
      })
      expect(effect).toBe('Allow')
    }
  })
})

test('once an hour trust-sync is told to look at everything', () => {
  const { reconcile: rule } = ofType('aws_cloudwatch_event_rule')
  const { reconcile: target } = ofType('aws_cloudwatch_event_target')
  expect(rule?.schedule_expression).toMatch(/^cron\(\d+ \* \* \* \? \*\)$/)
  expect(target).toMatchObject({ rule: rule?.name, arn: 'arn:aws:sqs:eu-central-1:000000000000:acme-trust-sync' })
  expect(json(target?.input)).toEqual({ schemaVersion: 1, type: 'reconcile' })
})

describe('after an apply', () => {
  const mapping = ofType('aws_lambda_event_source_mapping').trust_sync_applied!

  test('trust-sync is told, retried, and what it cannot handle is kept', () => {
    expect(mapping).toMatchObject({
      event_source_arn: '${aws_dynamodb_table.entitlements.stream_arn}',
      function_name: 'acme-trust-sync',
      bisect_batch_on_function_error: true,
      maximum_retry_attempts: 3,
      function_response_types: ['ReportBatchItemFailures'],
      destination_config: {
        on_failure: { destination_arn: 'arn:aws:sqs:eu-central-1:000000000000:acme-trust-sync-dead' },
      },
    })
  })

  test.each([
    ['the row that an apply writes last', 'MODIFY', 'ENV#lab', 'META', true],
    ['the same of a new environment', 'INSERT', 'ENV#lab', 'META', true],
    ['an environment that is gone', 'REMOVE', 'ENV#lab', 'META', false],
    ['what trust policies are made of', 'MODIFY', 'ENV#lab', 'TRUST', false],
    ['a row that a hook writes', 'MODIFY', 'LIVE#ENV#lab', 'LIVE#trials#A', false],
    ['a service', 'MODIFY', 'SERVICE#x', 'META', false],
    ['a group', 'MODIFY', 'GROUP#A', 'ENV#lab', false],
  ])('of all changes it is told of these: %s', (_, eventName, PK, SK, told) => {
    const [{ pattern }] = (mapping.filter_criteria as { filter: [{ pattern: string }] }).filter
    const record = { eventName, dynamodb: { Keys: { PK: { S: PK }, SK: { S: SK } } } }
    expect(passes(json(pattern), record)).toBe(told)
  })
})

/** The filter language of event source mappings, as far as it is used: lists of texts and prefixes. */
function passes(pattern: Record<string, unknown>, record: Record<string, unknown>): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const found = record[key]
    if (!Array.isArray(wanted)) return passes(wanted as Record<string, unknown>, found as Record<string, unknown>)
    return wanted.some((each: string | { prefix: string }) =>
      typeof each === 'string' ? each === found : String(found).startsWith(each.prefix),
    )
  })
}

describe('an environment', () => {
  const lab = stacks.get('lab') as TerraformJson
  const items = ofType('aws_dynamodb_table_item', lab)

  test('tells hooks what its trust policies are made of', () => {
    const access = environmentOf(built, 'lab')
    const options = { revision: digestOf(pathsOf(access)), sourceIdentity: '*@example.com', trustLimit: 2048 }
    expect(plain({ M: json(items.trust?.item) })).toEqual(JSON.parse(JSON.stringify(trustRow(access, options))))
  })

  test('does so once every role is there, and says last that it is applied', () => {
    const roles = Object.keys(ofType('aws_iam_role', lab)).filter((each) => !each.startsWith('data_'))
    expect(items.trust?.depends_on).toEqual(
      expect.arrayContaining([...roles.map((each) => `aws_iam_role.${each}`), 'aws_iam_role_policy.trust_sync__sync']),
    )
    const others = Object.keys(items).filter((each) => each !== 'environment')
    expect([...(items.environment?.depends_on as string[])].sort()).toEqual(
      others.map((each) => `aws_dynamodb_table_item.${each}`).sort(),
    )
    expect(items.trust?.provider).toBe('aws.hub')
  })

  test('that is closed lets trust-sync take away what it made there', () => {
    const plant = stacks.get('plant') as TerraformJson
    expect(Object.keys(ofType('aws_iam_role', plant))).toEqual(['data_batches', 'trust_sync'])
    expect(plain({ M: json(ofType('aws_dynamodb_table_item', plant).trust?.item) })).toMatchObject({ roles: [] })
  })
})

function plain({ S, N, L, M }: { S?: string; N?: string; L?: object[]; M?: object }): unknown {
  if (L) return L.map((each) => plain(each))
  if (M) return Object.fromEntries(Object.entries(M).map(([key, each]) => [key, plain(each as object)]))
  return N === undefined ? S : Number(N)
}
