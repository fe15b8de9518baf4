import { environmentMessage } from '../../../../hooks/lib/events/environment-message'
import { readEnvelope } from '../../../../hooks/lib/events/envelope'
import { readEvent } from '../../../../hooks/lib/events/read'
import { workMessage } from '../../../../hooks/lib/events/work-message'
import notification from '../../../fixtures/aws/sns-notification.json'
import queue from '../../../fixtures/aws/sqs-event.json'

describe('the envelope', () => {
  test("of AWS's own sample is read", () => {
    expect(readEnvelope(JSON.stringify(notification))).toEqual({
      value: {
        topic: 'arn:aws:sns:us-west-2:123456789012:MyTopic',
        messageId: '63a3f6b6-d533-4a47-aef9-fcf5cf758c76',
        message: 'Hello world!',
      },
    })
  })

  test.each([
    ["of AWS's own sample of a queue", queue.Records[0]?.body ?? '', 'the message is no JSON'],
    [
      'that says how to confirm',
      JSON.stringify({ ...notification, Type: 'SubscriptionConfirmation' }),
      'no notification of SNS',
    ],
    ['whose message is no text', JSON.stringify({ ...notification, Message: {} }), 'no notification of SNS'],
    ['that is missing: raw delivery', JSON.stringify({ schemaVersion: 1 }), 'raw delivery is on'],
    ['that is null', 'null', 'no notification of SNS'],
  ])('%s is refused', (_, body, fault) => {
    const answer = readEnvelope(body) as { faults: readonly string[] }
    expect(answer.faults.join()).toContain(fault)
  })
})

describe('a message of the hooks to one another', () => {
  test('is read as it was written', () => {
    expect(readEvent(workMessage, environmentMessage('lab'))).toEqual({
      value: { schemaVersion: 1, type: 'environment', environment: 'lab' },
    })
  })

  test.each([
    ['another type', { schemaVersion: 1, type: 'dataset' }, '`type` must be environment or reconcile'],
    ['no environment', { schemaVersion: 1, type: 'environment' }, '`environment` is missing'],
    [
      'an environment of everything',
      { schemaVersion: 1, type: 'reconcile', environment: 'lab' },
      'unknown key "environment"',
    ],
  ])('has not %s', (_, value, fault) => {
    expect(readEvent(workMessage, JSON.stringify(value))).toEqual({ faults: [fault] })
  })
})
