import type { Explanation, ResourceHop } from '../../../core/proof/explain'
import { explained, place } from './explained'
import { FILES, LAB, lineOf } from './small'

const to = (group: string, dataset?: string, more: { service?: string; column?: string } = {}): Explanation =>
  explained(FILES, { group, dataset, ...more })

/** `visits SELECT,DELETE 20:9 24:9` */
const shown = ({ database, table, location, permissions, at }: ResourceHop): string =>
  [location ?? table ?? database, permissions.join(), ...at.map(place)].join(' ')
const resources = ({ ways }: Explanation): string[] => ways.flatMap((way) => way.resources.map(shown))

const entry = (text: string, nth = 0): string => {
  const lines = LAB.split('\n').flatMap((each, index) => (each.includes(text) ? [index + 1] : []))
  return `${lines[nth]}:9`
}
const owners = `${lineOf('owner: [OWNERS]')}:11`

describe('each hop has the line that gives it', () => {
  test('a service that the environment names by `all`', () => {
    const files = { ...FILES, 'lab.yaml': LAB.replace('services: [notebooks, pool]', 'services: all') }
    const [way] = explained(files, { group: 'PARTNERS', dataset: 'lab/trials' }).ways
    expect(way?.services.map(({ name, at }) => [name, place(at)])).toEqual([
      ['notebooks', '6:11'],
      ['spare', '6:11'],
    ])
  })

  test('a persona of which the environment changes keys: the line of each', () => {
    const files = {
      ...FILES,
      'lab.yaml': LAB.replace('reader: [READERS, GUESTS]', 'reader: { groups: [READERS, GUESTS], sessionHours: 4 }'),
    }
    const { ways } = explained(files, { group: 'GUESTS', dataset: 'lab/trials' })
    const line = lineOf('reader: [READERS')
    expect(ways.map(({ member, role }) => [place(member.at), role.sessionHours])).toEqual([[`${line}:31`, 4]])
    expect(ways[0]?.member.changed.map(({ key, at }) => [key, place(at)])).toEqual([['sessionHours', `${line}:54`]])
    expect(to('GUESTS', 'lab/trials').ways[0]?.member.changed).toEqual([])
  })

  test('a share: group, entry, services, role, grant with its limit', () => {
    const { access, group, ways, missing } = to('PARTNERS', 'lab/trials')
    const [way] = ways
    expect([access, missing, ways.length]).toEqual([true, undefined, 1])
    expect([group.code, place(group.at)]).toEqual([way?.role.pattern.slice(2, 6), `${lineOf('group: PARTNERS')}:22`])
    expect(way?.member).toMatchObject({ kind: 'share', persona: 'share' })
    expect(place(way?.member.at)).toBe(entry('group: PARTNERS'))
    expect(way?.services.map(({ name, sourceIdentity, at, shut }) => [name, sourceIdentity, place(at), shut])).toEqual([
      ['notebooks', '*@example.com', '6:12', undefined],
    ])
    expect(way?.role).toEqual({
      name: 'acme-lab-share-partners',
      arn: 'arn:aws:iam::111111111111:role/acme/acme-lab-share-partners',
      sessionHours: 1,
      pattern: `*.${group.code}.*`,
      jobs: undefined,
    })
    expect(resources(to('PARTNERS', 'lab/trials'))).toEqual([
      `lab_trials DESCRIBE ${entry('group: PARTNERS')}`,
      `subjects SELECT ${entry('group: PARTNERS')}`,
    ])
    expect(way?.resources[1]).toMatchObject({
      columns: ['id'],
      rows: "country = 'DK'",
      expires: null,
      grantable: false,
    })
  })

  test('a persona that has every dataset: the line of its group, and the role of its jobs', () => {
    const all = to('MAKERS', 'lab/sites')
    const at = `${lineOf('developer:')}:15`
    expect(resources(all)).toEqual([
      `lab_sites CREATE_TABLE,DESCRIBE ${at}`,
      `sites ALTER,DELETE,DESCRIBE,INSERT,SELECT ${at}`,
      `s3://acme-lab-sites-111111111111/ DATA_LOCATION_ACCESS,s3:DeleteObject,s3:PutObject ${at}`,
    ])
    expect(all.ways[0]?.role.jobs).toMatch(/acme-lab-developer-jobs$/)
  })

  test('a persona that has what entries give it: the entry, for each of its groups', () => {
    for (const [group, column] of [
      ['READERS', 12],
      ['GUESTS', 21],
    ] as const) {
      const explanation = to(group, 'lab/trials.visits')
      expect(resources(explanation)).toEqual([`visits DESCRIBE,SELECT ${entry('persona: reader')}`])
      expect(place(explanation.ways[0]?.member.at)).toBe(`${lineOf('reader: [')}:${column}`)
    }
  })

  test('what two entries give has both lines', () => {
    const [first, second] = [entry('group: ENGINES'), entry('group: ENGINES', 1)]
    expect(resources(to('ENGINES', 'lab/trials.visits'))).toEqual([
      `visits DELETE ${second}`,
      `visits DESCRIBE,INSERT ${first}`,
      `visits SELECT ${first} ${second}`,
      `s3://acme-lab-trials-111111111111/visits/ s3:DeleteObject,s3:PutObject ${first} ${second}`,
      `s3://acme-lab-trials-111111111111/visits/ s3:GetObject ${first}`,
    ])
  })

  test('home storage', () => {
    const explanation = to('EVERYBODY', 'lab/home')
    expect(explanation.ways.map(({ services }) => services.map(({ name, at }) => [name, place(at)]))).toEqual([
      [['pool', `${lineOf('bucket: acme-home') + 1}:14`]],
    ])
    expect(resources(explanation)).toContain(
      `s3://acme-home/home/user/<initials>/ s3:DeleteObject,s3:GetObject,s3:PutObject ${lineOf('EVERYBODY')}:12`,
    )
  })

  test('an option to grant is told', () => {
    const sites = ['  sites:\n    owner: APPROVERS', '  sites:\n    owner: OWNERS'] as const
    const files = { ...FILES, 'lab.yaml': `${LAB.replace(...sites)}delegation: true\n` }
    const { ways } = explained(files, { group: 'OWNERS', dataset: 'lab/sites.sites' })
    expect(ways[0]?.resources.map((each) => [shown(each), each.grantable])).toContainEqual([
      `sites ALTER,DELETE,DESCRIBE,DROP,INSERT,SELECT ${owners}`,
      true,
    ])
  })
})

test('a Cognito service has the line of the entry that names it', () => {
  const [way] = to('VISITORS', 'lab/rooms').ways
  expect(way?.services.map(({ name, sourceIdentity, at }) => [name, sourceIdentity, place(at)])).toEqual([
    ['notebooks', '*@example.com', '6:12'],
    ['pool', null, `${lineOf('        services: [pool]')}:20`],
  ])
})

describe('what is asked', () => {
  test('a group is found whatever its case, and told as the mesh writes it', () => {
    expect(to('partners', 'lab/trials')).toEqual(to('PARTNERS', 'lab/trials'))
  })

  test('a group alone has all that it reaches, each role once', () => {
    const files = { ...FILES, 'lab.yaml': LAB.replace('viewer: [VIEWERS]', 'viewer: [VIEWERS, EVERYBODY]') }
    const { access, ways } = explained(files, { group: 'EVERYBODY' })
    expect([access, ways.map(({ role }) => role.name)]).toEqual([true, ['acme-lab-home', 'acme-lab-viewer']])
  })

  test('a service leaves the others out', () => {
    expect(to('VISITORS', 'lab/rooms', { service: 'pool' }).ways[0]?.services.map(({ name }) => name)).toEqual(['pool'])
  })

  test('a column is open where SELECT shows it, or its files can be read', () => {
    const column = (group: string, name: string, table: string): boolean =>
      to(group, `lab/trials.${table}`, { column: name }).access
    expect(column('PARTNERS', 'id', 'subjects')).toBe(true)
    expect(column('PARTNERS', 'ssn', 'subjects')).toBe(false)
    expect(column('VIEWERS', 'id', 'subjects')).toBe(false)
    expect(column('READERS', 'year', 'visits')).toBe(true)
    expect(resources(to('ENGINES', 'lab/trials.visits', { column: 'id' }))).toHaveLength(2)
  })
})

describe('the output', () => {
  const closed = { trust: { Version: '2012-10-17', Statement: [] } }

  test('of a role that admits through one service only is access, and the other is told', () => {
    const explanation = explained(
      FILES,
      { group: 'VISITORS', dataset: 'lab/rooms' },
      (rendered) => (environment, role) => {
        const read = rendered(environment, role)
        if (!('trust' in read)) return read
        const kept = read.trust.Statement.filter((each) => !JSON.stringify(each).includes('cognito'))
        return { trust: { ...read.trust, Statement: kept } }
      },
    )
    expect(explanation.access).toBe(true)
    expect(explanation.ways[0]?.services.map(({ name, shut }) => [name, shut])).toEqual([
      ['notebooks', undefined],
      ['pool', 'no statement allows sts:AssumeRoleWithWebIdentity; no statement allows sts:TagSession'],
    ])
  })

  test.each([
    ['shuts the role', closed, 'no statement allows sts:AssumeRoleWithWebIdentity'],
    ['has no such role', { fault: 'the stack has no such role' }, 'the stack has no such role'],
    [
      'denies',
      {
        trust: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:*' }],
        },
      },
      'statement 1 denies sts:AssumeRoleWithWebIdentity',
    ],
    [
      'has a policy that nobody can decide',
      {
        trust: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Condition: { Odd: { x: 'y' } } }],
        },
      },
      'the trust policy cannot be decided',
    ],
  ] as const)('that %s is the missing hop', (_, read, why) => {
    const explanation = explained(FILES, { group: 'OWNERS', dataset: 'lab/sites' }, () => () => read)
    const { access, missing, ways } = explanation
    expect([access, missing?.hop, ways.length]).toEqual([false, 'trust', 1])
    expect(missing?.message).toContain(
      `the rendered trust policy of acme-lab-owner does not admit OWNERS through notebooks: ${why}`,
    )
  })
})
