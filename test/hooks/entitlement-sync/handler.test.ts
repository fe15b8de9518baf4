import { body, event, NOW } from './lab'
import { world } from './world'

const accepted = { batchItemFailures: [] }

describe('an event', () => {
  test('opens what it says, and tells trust-sync', async () => {
    const at = await world()
    expect(await at.deliver(body(event()))).toEqual(accepted)
    expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toEqual({
      PK: 'GROUP#READERS',
      SK: 'LIVE#lab#trials',
      version: 1,
      environment: 'lab',
      revision: 'r1',
      code: 'mTKM',
      roles: [
        {
          arn: 'arn:aws:iam::111111111111:role/acme/acme-lab-live-trials',
          persona: 'live',
          sessionHours: 4,
          services: { notebooks: 'arn:aws:iam::111111111111:saml-provider/acme-notebooks' },
        },
      ],
    })
    expect(await at.row('LIVE#ENV#lab', 'LIVE#trials#READERS')).toEqual({
      PK: 'LIVE#ENV#lab',
      SK: 'LIVE#trials#READERS',
      version: 1,
      revision: 'r1',
      dataset: 'trials',
      group: 'READERS',
      code: 'mTKM',
      roles: ['acme-lab-live-trials'],
      by: 'marketplace',
      reason: 'CR-1',
    })
    expect(at.notified).toEqual(['lab'])
    expect(at.lines).toEqual([
      {
        level: 'info',
        event: 'synchronised',
        fields: {
          messageId: 'm0',
          environment: 'lab',
          dataset: 'trials',
          version: 1,
          by: 'marketplace',
          step: 'open',
          opened: 1,
          gone: 0,
        },
      },
    ])
  })

  test('takes away what it no longer says: the row stays a while, and opens nothing', async () => {
    const at = await world()
    await at.deliver(body(event()))
    await at.deliver(body(event({ version: 2, grants: [], reason: 'CR-2' })))
    const expiresAt = NOW.getTime() / 1000 + 15 * 86_400
    const gone = { version: 2, code: 'mTKM', roles: [], gone: true, expiresAt }
    expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toMatchObject(gone)
    expect(await at.row('LIVE#ENV#lab', 'LIVE#trials#READERS')).toMatchObject({ ...gone, reason: 'CR-2' })
    expect(at.lines.at(-1)).toMatchObject({ event: 'synchronised', fields: { opened: 0, gone: 1 } })
  })

  test('gives one back without an end', async () => {
    const at = await world()
    await at.deliver(body(event()))
    await at.deliver(body(event({ version: 2, grants: [] })))
    await at.deliver(body(event({ version: 3 })))
    const row = await at.row('GROUP#READERS', 'LIVE#lab#trials')
    expect(row).toMatchObject({ version: 3, roles: [{ persona: 'live' }] })
    expect(row).not.toHaveProperty('gone')
    expect(row).not.toHaveProperty('expiresAt')
  })

  test('may open several roles for one group', async () => {
    const at = await world()
    const grants = ['wide', 'trials'].map((role) => ({ group: 'readers', role: `acme-lab-live-${role}` }))
    await at.deliver(body(event({ grants: [...grants, ...grants] })))
    expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toMatchObject({
      roles: [
        { persona: 'live', services: { notebooks: expect.anything() } },
        { persona: 'live', services: { notebooks: expect.anything(), studio: expect.anything() } },
      ],
    })
    expect(await at.row('LIVE#ENV#lab', 'LIVE#trials#READERS')).toMatchObject({
      roles: ['acme-lab-live-trials', 'acme-lab-live-wide'],
    })
  })

  test('that is out of date changes nothing', async () => {
    const at = await world()
    await at.deliver(body(event({ version: 2, grants: [] })))
    const before = await at.table.rows()
    expect(await at.deliver(body(event()))).toEqual(accepted)
    expect(await at.table.rows()).toEqual(before)
    expect(at.lines.at(-1)).toMatchObject({ level: 'info', event: 'stale', fields: { version: 1, step: 'stale' } })
    expect(at.notified).toEqual(['lab'])
  })

  test('that comes again changes nothing', async () => {
    const at = await world()
    await at.deliver(body(event()))
    const before = await at.table.rows()
    await at.deliver(body(event()), body(event()))
    expect(await at.table.rows()).toEqual(before)
    expect(at.lines.slice(1).map((each) => each.fields.step)).toEqual(['done', 'done'])
  })
})

describe('a batch', () => {
  test('gives back the messages that are none of the mesh, and keeps the others', async () => {
    const at = await world()
    const poison = ['no JSON', '{}', '[]', 'null', JSON.stringify({ ...event() })]
    const answer = await at.deliver(
      body(event()),
      ...poison,
      body(event({ dataset: 'labs', grants: [{ group: 'READERS', role: 'acme-lab-live-labs' }] })),
    )
    expect(answer.batchItemFailures.map((each) => each.itemIdentifier)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5'])
    expect(await at.row('GROUP#READERS', 'LIVE#lab#labs')).toBeDefined()
    const failed = at.lines.filter((each) => each.event === 'failed')
    expect(failed).toHaveLength(poison.length)
    expect(failed[0]).toMatchObject({ level: 'error', fields: { cause: 'poison', faults: ['the message is no JSON'] } })
  })

  test('of nothing but poison does not throw', async () => {
    const at = await world()
    expect((await at.deliver('?')).batchItemFailures).toEqual([{ itemIdentifier: 'm0' }])
  })

  test.each(['ProvisionedThroughputExceededException', 'TimeoutError', 'ResourceNotFoundException'])(
    'gives back what the table could not take: %s',
    async (name) => {
      let isDown = true
      const at = await world({
        wrap: (client) =>
          ({
            send: async (command: { input: { Item?: { PK: string } } }) => {
              const isRow = command.input.Item?.PK.startsWith('GROUP#') ?? false
              if (isDown && isRow) throw Object.assign(new Error('secret-ish'), { name })
              return client.send(command as never)
            },
          }) as never,
      })
      const messages = [body(event()), body(event({ dataset: 'labs', grants: [] }))]
      expect((await at.deliver(...messages)).batchItemFailures).toEqual([{ itemIdentifier: 'm0' }])
      const failed = at.lines.find((each) => each.event === 'failed')
      expect(failed).toMatchObject({ level: 'error', fields: { error: name, environment: 'lab', version: 1 } })
      expect(JSON.stringify(failed)).not.toContain('secret-ish')
      isDown = false
      expect(await at.deliver(messages[0]!)).toEqual(accepted)
      expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toMatchObject({ version: 1 })
      expect(await at.row('DATASET#lab#trials', 'LIVE')).toMatchObject({ pending: false })
    },
  )

  test('gives back what trust-sync was not told of, and tells it the next time', async () => {
    let isDown = true
    const at = await world({ notify: async () => (isDown ? Promise.reject(new Error('queue')) : undefined) })
    expect((await at.deliver(body(event()))).batchItemFailures).toHaveLength(1)
    expect(await at.row('DATASET#lab#trials', 'LIVE')).toMatchObject({ pending: true })
    isDown = false
    expect(await at.deliver(body(event()))).toEqual(accepted)
    expect(at.notified).toEqual(['lab'])
  })
})

test.each(['s3://acme-lab-trials-111111111111/', 's3://acme-lab-trials-111111111111'])(
  'an event that names the place of its dataset is followed: %s',
  async (location) => {
    const at = await world()
    expect(await at.deliver(body(event({ location })))).toEqual(accepted)
    expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toMatchObject({ version: 1, roles: [{ persona: 'live' }] })
  },
)
