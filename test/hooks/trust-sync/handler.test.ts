import {
  absentEvent,
  applied,
  LAB,
  messages,
  metadata,
  notified,
  oidcEvent,
  samlEvent,
  startLab,
  type Lab,
} from './lab'

let lab: Lab
beforeEach(async () => {
  lab = await startLab()
})
afterEach(() => lab.close())

const told = (event: string): unknown[] => lab.logged.filter((each) => each.event === event).map((each) => each.fields)

test('of a batch, only the messages that failed come again', async () => {
  lab.iam.account(LAB).roles.delete('acme-lab-owner')
  const bodies = [
    notified(lab.config, samlEvent(1, { environments: ['wet'] })),
    notified(lab.config, oidcEvent(1)),
    notified(lab.config, absentEvent(1, 'nobody')),
  ]
  expect(await lab.worker().handle(messages(bodies))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] })
  expect([await lab.service(), await lab.service('nobody')].map((each) => each?.state)).toEqual(['active', 'removed'])
})

test('a batch of which everything fails does not throw: each message comes again by itself', async () => {
  expect(await lab.worker().send('{', 'nothing')).toEqual(['m0', 'm1'])
})

describe('a message that is none of the mesh', () => {
  const bodies = {
    'no JSON': '{',
    'another object': '{"hello":"world"}',
    'a service event without an envelope': JSON.stringify(samlEvent(1)),
    'work that nobody knows': '{"schemaVersion":1,"type":"environment","environment":"lab","force":true}',
    nothing: '',
  }
  test.each(Object.entries(bodies))('%s fails, and ends where a person sees it', async (_, body) => {
    expect(await lab.worker().send(body)).toEqual(['m0'])
    expect(told('failed')).toEqual([expect.objectContaining({ cause: 'poison' })])
    expect(lab.iam.calls).toEqual([])
  })
})

describe('an event that nobody may follow', () => {
  test('through the topic of an environment is refused', async () => {
    const topic = 'arn:aws:sns:eu-central-1:000000000000:acme-datasets-lab'
    expect(await lab.worker().send(notified(lab.config, samlEvent(1), topic))).toEqual([])
    expect(told('refused-event')).toEqual([expect.objectContaining({ code: 'foreign-topic' })])
    expect([await lab.service(), lab.iam.calls]).toEqual([undefined, []])
  })

  const broken = {
    'of another form': { ...samlEvent(1), version: '1' },
    'with a name that is none': samlEvent(1, { service: '../databricks' }),
    'with a key too many': samlEvent(1, { force: true }),
    'that asks for work through the topic': { schemaVersion: 1, type: 'reconcile' },
  }
  test.each(Object.entries(broken))('%s is refused', async (_, event) => {
    expect(await lab.worker().send(notified(lab.config, event))).toEqual([])
    expect(told('refused-event')).toEqual([expect.objectContaining({ code: 'malformed' })])
    expect(lab.iam.calls).toEqual([])
  })
})

describe('the stream of the table', () => {
  test('of several environments, only those that failed come again', async () => {
    lab.iam.account(LAB).roles.delete('acme-lab-owner')
    expect(await lab.worker().handle(applied('wet', 'lab'))).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
  })

  test('rows of others are of no interest', async () => {
    const event = applied('lab')
    const [record] = event.Records
    const keys = [
      { PK: { S: 'ENV#lab' }, SK: { S: 'TRUST' } },
      { PK: { S: 'SERVICE#databricks' }, SK: { S: 'META' } },
      { PK: { S: 'GROUP#ENV#lab' }, SK: { S: 'META' } },
    ]
    const records = keys.map((Keys) => ({ ...record, dynamodb: { ...record?.dynamodb, Keys } }))
    expect(await lab.worker().handle({ Records: records })).toEqual({ batchItemFailures: [] })
    expect([lab.iam.calls, lab.logged]).toEqual([[], []])
  })

  test('an environment that the mesh does not have is told', async () => {
    expect(await lab.worker().handle(applied('nowhere'))).toEqual({ batchItemFailures: [] })
    expect(told('refused-event')).toEqual([expect.objectContaining({ code: 'unknown-environment' })])
  })
})

describe('in the night', () => {
  test('an environment that cannot be brought about does not keep the others from it', async () => {
    await lab.follow(samlEvent(1, { environments: ['lab', 'wet'] }))
    lab.applyTrusts('wet')
    lab.iam.account(LAB).roles.delete('acme-lab-owner')
    expect(await lab.worker().send('{"schemaVersion":1,"type":"reconcile"}')).toEqual(['m0'])
    expect(lab.trust('acme-wet-reader', '222222222222')).toContain('databricks')
    expect(told('failed')).toEqual([expect.objectContaining({ about: 'lab', error: 'NoSuchEntityException' })])
  })

  test('what was given up half-way is finished', async () => {
    let writes = 0
    const dead = lab.worker({
      before: (what) => {
        if (!/Get|Query/.test(what) && ++writes > 5) throw new Error('dead')
      },
    })
    await dead.follow(samlEvent(1))
    expect(await lab.service()).toMatchObject({ state: 'pending' })
    await lab.look()
    expect(await lab.service()).toMatchObject({ state: 'active' })
  })
})

test('what is told holds no metadata, and no text of an exception', async () => {
  lab.iam.account(LAB).roles.delete('acme-lab-owner')
  await lab.worker().follow(samlEvent(1), samlEvent(2, { metadata: `${metadata()}x<` }))
  await lab.worker().send('{"secret":"hunter2"')
  const text = JSON.stringify(lab.logged)
  expect(lab.logged.length).toBeGreaterThan(2)
  for (const each of ['MIID4TCC', 'EntityDescriptor', 'hunter2']) expect(text).not.toContain(each)
})
