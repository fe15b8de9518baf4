import { body, event, NOW, topicOf } from './lab'
import { world } from './world'

const accepted = { batchItemFailures: [] }

describe('an event is refused', () => {
  const refusals: readonly (readonly [string, string, string])[] = [
    [
      'that names a role of nobody',
      body(event({ grants: [{ group: 'A', role: 'acme-lab-admin' }] })),
      'lab has no role acme-lab-admin',
    ],
    [
      "that names another environment's role",
      body(event({ grants: [{ group: 'A', role: 'acme-field-live-trials' }] })),
      'lab has no role acme-field-live-trials',
    ],
    [
      'that names the role of a share',
      body(event({ grants: [{ group: 'A', role: 'acme-lab-share-readers' }] })),
      "acme-lab-share-readers is the role of a share, into which only the mesh's files put groups: name the live role of trials",
    ],
    [
      'that names the role of a persona',
      body(event({ grants: [{ group: 'A', role: 'acme-lab-owner' }] })),
      "acme-lab-owner is the role of the persona owner, into which only the mesh's files put groups: name the live role of trials",
    ],
    [
      'that names the role of home storage',
      body(event({ dataset: 'home', grants: [{ group: 'A', role: 'acme-lab-home' }] })),
      "acme-lab-home is the role of home storage, into which only the mesh's files put groups: name the live role of home",
    ],
    [
      'that names the live role of another dataset',
      body(event({ grants: [{ group: 'A', role: 'acme-lab-live-labs' }] })),
      'acme-lab-live-labs is the live role of the dataset labs: name the live role of trials',
    ],
    [
      'of a dataset that lies elsewhere',
      body(event({ location: 's3://acme-lab-labs-111111111111/' })),
      'trials of lab lies at s3://acme-lab-trials-111111111111/, not at s3://acme-lab-labs-111111111111/',
    ],
    ['of an environment that is not there', body(event({ environment: 'moon' })), 'there is no environment moon'],
    [
      "that comes through another environment's topic",
      body(event(), topicOf('field')),
      `events of lab come through the topic acme-datasets-lab, not "${topicOf('field')}"`,
    ],
    [
      "that comes through another account's topic",
      body(event(), topicOf('lab').replace('000000000000', '999999999999')),
      'events of lab come through the topic acme-datasets-lab, not "arn:aws:sns:eu-central-1:999999999999:acme-datasets-lab"',
    ],
    ['that is no JSON', body('{'), 'the event is no JSON'],
    [
      'whose version could never be followed by another',
      body(event({ version: Number.MAX_SAFE_INTEGER })),
      'version 9007199254740991 is ahead of time: it must be at most the microseconds since 1970, so that it can rise',
    ],
    [
      'with a group that is another one to people alone',
      body(event({ grants: [{ group: '\u212AIOSK', role: 'acme-lab-live-trials' }] })),
      '`grants[0].group` must hold no character that stands for another one',
    ],
    [
      'with a group that may be taken for one of the lock file',
      body(event({ grants: [{ group: '\uFF32EADERS', role: 'acme-lab-live-trials' }] })),
      '"\uFF32EADERS" may be taken for the group "READERS"',
    ],
    [
      'with two groups that may be taken for each other',
      body(event({ grants: ['TEAM2', 'TEAM\u00B2'].map((group) => ({ group, role: 'acme-lab-live-trials' })) })),
      'two groups of the event may be taken for each other',
    ],
    [
      'that is over 100 KB',
      body(JSON.stringify(event({ reason: 'x'.repeat(102_400) }))),
      'the event has 102607 bytes, and may have 102400',
    ],
    [
      'with a group that no file takes',
      body(event({ grants: [{ group: 'A\u200B', role: 'acme-lab-live-trials' }] })),
      '`grants[0].group` must be the name of a directory group: 1 to 256 characters on one line, without blanks around it, not "A(U+200B)"',
    ],
  ]

  test.each(refusals)('%s', async (_, message, fault) => {
    const at = await world()
    const before = await at.table.rows()
    expect(await at.deliver(message)).toEqual(accepted)
    expect(at.lines).toHaveLength(1)
    expect(at.lines[0]).toMatchObject({ level: 'error', event: 'refused-event' })
    expect(String(at.lines[0]?.fields.faults)).toContain(fault)
    expect(at.notified).toEqual([])
    const added = (await at.table.rows()).filter(
      (row) => !before.some((each) => each.PK === row.PK && each.SK === row.SK),
    )
    expect(added.filter(({ outcome }) => outcome !== 'refused')).toEqual([])
  })

  test('as a whole, and history says so', async () => {
    const at = await world()
    await at.deliver(body(event()))
    const grants = [
      { group: 'ADG-Declared', role: 'acme-lab-live-trials' },
      { group: 'A', role: 'acme-lab-nobody' },
    ]
    await at.deliver(body(event({ version: 2, grants })))
    expect(await at.row('GROUP#ADG-Declared', 'LIVE#lab#trials')).toBeUndefined()
    expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toMatchObject({ version: 1 })
    expect(await at.row('DATASET#lab#trials', 'EVENT#0000000000000002')).toMatchObject({
      outcome: 'refused',
      by: 'marketplace',
      refusedAt: NOW.toISOString(),
      faults: ['lab has no role acme-lab-nobody'],
    })
  })

  test('and may come mended with the same version: history then says that', async () => {
    const at = await world()
    await at.deliver(body(event({ grants: [{ group: 'A', role: 'acme-lab-nobody' }] })))
    await at.deliver(body(event()))
    expect(await at.row('DATASET#lab#trials', 'EVENT#0000000000000001')).toMatchObject({ outcome: 'accepted' })
    expect(await at.row('GROUP#READERS', 'LIVE#lab#trials')).toBeDefined()
  })

  test('with the version of another: the first one stays', async () => {
    const at = await world()
    await at.deliver(body(event()))
    const before = await at.table.rows()
    await at.deliver(body(event({ grants: [{ group: 'READERS', role: 'acme-lab-live-wide' }] })))
    expect(await at.table.rows()).toEqual(before)
    expect(at.lines.at(-1)).toMatchObject({
      level: 'error',
      event: 'refused-event',
      fields: { faults: ['version 1 of trials came before with other grants'] },
    })
  })

  test('but not for the order, spelling or repetition of its grants', async () => {
    const at = await world()
    const [a, b] = ['READERS', 'ADG-Declared'].map((group) => ({ group, role: 'acme-lab-live-trials' }))
    await at.deliver(body(event({ grants: [a!, b!] })))
    await at.deliver(body(event({ grants: [{ ...b!, group: 'adg-declared' }, a!, a!] })))
    expect(at.lines.map((each) => each.event)).toEqual(['synchronised', 'stale'])
  })
})
