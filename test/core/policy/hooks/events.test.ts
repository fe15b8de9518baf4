import type { PolicyDocument } from '../../../../core/policy/document'
import { evaluator, type Context, type RequestPrincipal } from '../../../../core/policy/evaluate'
import { compiled } from './compiled'

const HUB = '000000000000'
const LAB = '111111111111'
const { datasets, services, queues } = compiled().sync!

const TLS: Context = { 'aws:SecureTransport': 'true' }
const PLAIN: Context = { 'aws:SecureTransport': 'false' }
const somebody = (account: string): RequestPrincipal => ({
  type: 'AWS',
  id: `arn:aws:sts::${account}:assumed-role/somebody/session`,
})

const may = (
  { arn: resource, policy }: { arn: string; policy: PolicyDocument },
  principal: RequestPrincipal,
  action: string,
  context: Context,
): boolean => evaluator([policy])({ principal, action, resource, context }).effect === 'Allow'

describe('the topic of an environment', () => {
  const topic = datasets.get('lab')!
  const publishes = (account: string, context = TLS): boolean => may(topic, somebody(account), 'sns:Publish', context)

  test("takes events from the environment's account and from the hub, over TLS", () => {
    expect([publishes(LAB), publishes(HUB), publishes('222222222222')]).toEqual([true, true, false])
    expect([publishes(LAB, PLAIN), publishes(HUB, PLAIN)]).toEqual([false, false])
  })

  test('lets nobody listen or change it', () => {
    for (const action of ['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:AddPermission'])
      expect(may(topic, somebody(LAB), action, TLS)).toBe(false)
  })

  test('is one for each environment, and each account has its own alone', () => {
    expect([...datasets.values()].map(({ name }) => name)).toEqual(['acme-datasets-lab', 'acme-datasets-plant'])
    expect(may(datasets.get('plant')!, somebody(LAB), 'sns:Publish', TLS)).toBe(false)
  })
})

test('events about services come from the hub alone', () => {
  const publishes = (account: string, context = TLS): boolean =>
    may(services, somebody(account), 'sns:Publish', context)
  expect([publishes(HUB), publishes(LAB), publishes(HUB, PLAIN)]).toEqual([true, false, false])
})

describe('a queue', () => {
  const sns = (topic: string, account = HUB): Context => ({
    ...TLS,
    'aws:SourceArn': `arn:aws:sns:eu-central-1:${account}:${topic}`,
  })
  const rule = (name: string): Context => ({
    ...TLS,
    'aws:SourceArn': `arn:aws:events:eu-central-1:${HUB}:rule/${name}`,
  })
  const sends = (queue: keyof typeof queues, service: string, context: Context): boolean =>
    may(queues[queue], { type: 'Service', id: service }, 'sqs:SendMessage', context)

  test('of entitlement-sync takes what the topics of datasets send', () => {
    const from = (context: Context, service = 'sns.amazonaws.com'): boolean =>
      sends('entitlement-sync', service, context)
    expect([from(sns('acme-datasets-lab')), from(sns('acme-datasets-attic'))]).toEqual([true, true])
    expect([
      from(sns('acme-services')),
      from(sns('other-datasets-lab')),
      from(sns('acme-datasets-lab', LAB)),
      from({ ...sns('acme-datasets-lab'), ...PLAIN }),
      from(TLS),
      from(sns('acme-datasets-lab'), 'events.amazonaws.com'),
    ]).toEqual(Array(6).fill(false))
  })

  test('of trust-sync takes what the topic of services and the schedule send', () => {
    expect(sends('trust-sync', 'sns.amazonaws.com', sns('acme-services'))).toBe(true)
    expect(sends('trust-sync', 'events.amazonaws.com', rule('acme-reconcile'))).toBe(true)
    expect([
      sends('trust-sync', 'sns.amazonaws.com', sns('acme-datasets-lab')),
      sends('trust-sync', 'sns.amazonaws.com', rule('acme-reconcile')),
      sends('trust-sync', 'events.amazonaws.com', rule('other')),
      sends('trust-sync', 'events.amazonaws.com', sns('acme-services')),
      sends('trust-sync', 'sns.amazonaws.com', { ...sns('acme-services'), ...PLAIN }),
    ]).toEqual(Array(5).fill(false))
  })

  test('gives its messages to nobody by its own policy, and neither does that of dead letters', () => {
    for (const queue of Object.values(queues)) {
      for (const each of [queue, queue.dead]) {
        expect(may(each, somebody(HUB), 'sqs:ReceiveMessage', TLS)).toBe(false)
        expect(may(each, somebody(HUB), 'sqs:SendMessage', TLS)).toBe(false)
        const decision = evaluator([each.policy])({
          principal: somebody(HUB),
          action: 'sqs:ReceiveMessage',
          resource: each.arn,
          context: PLAIN,
        })
        expect(decision).toMatchObject({ effect: 'Deny', explicit: true })
      }
    }
  })
})
