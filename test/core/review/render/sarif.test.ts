import Ajv from 'ajv-draft-04'
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'
import type { Log, Result, Run } from 'sarif'
import { reviewSarif } from '../../../../core/review/render/sarif'
import { RISK_RULES, type FindingRule } from '../../../../core/model/risk/rules'
import type { Review } from '../../../../core/review/types'
import { HOSTILE, HOSTILE_LINES } from '../../../support/hostile'
import { altered, invented, manyPaths, rated } from '../invented'

// OASIS's schema of the standard, as Microsoft's package of matchers ships it.
const ajv = new Ajv({
  strict: false,
  unicodeRegExp: false,
  formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true },
})
const validate = ajv.compile(schema)

function isUri(text: string): boolean {
  return URL.canParse(text)
}
function isReference(text: string): boolean {
  return /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text)
}

const options = { version: '1.2.3', maskAccounts: false }

function sarif(review: Review, more: Partial<Parameters<typeof reviewSarif>[1]> = {}): Log {
  const log = reviewSarif(review, { ...options, ...more })
  const read = JSON.parse(JSON.stringify(log)) as Log
  expect([validate(read), validate.errors]).toEqual([true, null])
  return read
}

const resultsOf = (log: Log): Result[] => log.runs.flatMap((run) => run.results ?? [])
const only = (review: Review, more = {}): Result => {
  const results = resultsOf(sarif(review, more))
  expect(results).toHaveLength(1)
  return results[0]!
}
const placeOf = (result: Result): unknown => result.locations?.[0]?.physicalLocation
const rulesOf = (run: Run | undefined): NonNullable<Run['tool']['driver']['rules']> => run?.tool.driver.rules ?? []

const finding = (rule: FindingRule, more = {}): Review['findings'][number] => ({
  rule,
  risk: RISK_RULES[rule].level,
  environment: 'clinical-prod',
  message: 'novo-clinical-prod-reader opens to everybody',
  ...more,
})

test('a run without results says what was read, where that is known', () => {
  const quiet = invented({ unchanged: ['clinical-prod'] })
  const notes = (review: Review): unknown => sarif(review).runs[0]?.invocations?.[0]?.toolExecutionNotifications
  expect(notes(quiet)).toBeUndefined()
  expect(notes({ ...quiet, read: { types: 41, arguments: 3208, notAnalysed: 0 } })).toEqual([
    {
      level: 'note',
      message: { text: 'Nothing about access changes. Read: 41 types, 3,208 arguments, 0 not analysed.' },
    },
  ])
})

describe('a result', () => {
  test('of a finding has its rule, level, place and resource', () => {
    const source = { file: 'environments/clinical-prod.yaml', line: 12, column: 5 }
    const result = only(invented({ findings: [finding('open-trust', { source, address: 'aws_iam_role.reader' })] }))
    expect(result).toMatchObject({
      ruleId: 'open-trust',
      level: 'error',
      message: { text: 'novo-clinical-prod-reader opens to everybody' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'environments/clinical-prod.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: 'aws_iam_role.reader' }],
        },
      ],
    })
  })

  test('of a gained path says who gains what, where, how and why', () => {
    const { message, ruleId } = only(invented({ gained: [rated({}, 'sensitive')] }))
    expect(ruleId).toBe('sensitive')
    expect(message.text).toBe(
      'ADG-STATISTICS gains SELECT on trials.subjects in clinical-prod. It is through databricks with the role ' +
        'novo-clinical-prod-share-adg-statistics: the dataset is sensitive, and somebody reaches it, or all of it, who did not before.',
    )
  })

  test('folds the paths of one group to one dataset that have the same reasons', () => {
    const paths = ['subjects', 'visits'].flatMap((table) =>
      ['SELECT', 'DESCRIBE'].flatMap((permission) =>
        ['databricks', 'jupyterhub'].map((service) => rated({ table, permission, service }, 'new-group')),
      ),
    )
    const { message } = only(invented({ gained: paths }))
    expect(message.text).toContain('gains DESCRIBE, SELECT on trials.subjects, trials.visits in clinical-prod')
    expect(message.text).toContain('through databricks, jupyterhub ')
  })

  test.each([
    ['group', { group: 'ADG-OTHER' }],
    ['dataset', { dataset: 'sales' }],
    ['environment', { environment: 'clinical-dev' }],
  ])('is by itself for another %s', (_, other) => {
    const log = sarif(invented({ gained: [rated({}, 'new-group'), rated(other, 'new-group')] }))
    expect(resultsOf(log)).toHaveLength(2)
  })

  test('of a changed path tells the loosened limit', () => {
    const { message, level } = only(
      invented({ changed: [altered({}, { columns: ['country'] }, 'column-filter-removed')] }),
    )
    expect(level).toBe('warning')
    expect(message.text).toContain('keeps, with other limits, SELECT on trials.subjects')
    expect(message.text).toContain('all columns can be seen')
  })

  test('is not made of what is lost or narrowed', () => {
    const log = sarif(
      invented({
        lost: [rated({ group: 'ADG-OLD' }, 'access-lost')],
        changed: [altered({}, { columns: null }, 'narrowed')],
      }),
    )
    expect(resultsOf(log)).toEqual([])
    expect(log.runs).toHaveLength(1)
  })

  test('has the rule of the reason that gives the risk, and the others in its message', () => {
    const result = only(invented({ gained: [rated({}, 'new-group', 'write-gained')] }))
    expect(result).toMatchObject({ ruleId: 'write-gained', level: 'error' })
    expect(result.message.text).toContain('did not reach before')
  })

  test('is made of what was not analysed, given again or changed outside, unless a finding tells it', () => {
    const address = 'aws_iam_user.stranger'
    const told = {
      notAnalysed: [{ environment: 'clinical-prod', address, reason: 'is of a type that nobody knows' }],
      regranted: [
        {
          environment: 'clinical-prod',
          role: 'novo-clinical-prod-reader',
          groups: ['ADG-A'],
          services: ['databricks'],
          dataset: 'trials',
          database: 'clinical_prod_trials',
          table: 'visits',
          location: null,
          permissions: ['SELECT'],
        },
      ],
      drift: { gained: [rated({}, 'new-group')], lost: [rated({ group: 'ADG-OLD' }, 'access-lost')] },
    }
    const rules = (review: Review): unknown[] => resultsOf(sarif(review)).map(({ ruleId, level }) => [ruleId, level])
    const expected = [
      ['not-analysed', 'error'],
      ['drift-gained', 'warning'],
      ['drift-lost', 'warning'],
      ['re-granted', 'note'],
    ]
    expect(rules(invented(told))).toEqual(expected)
    const findings = [
      finding('not-analysed', { address }),
      finding('drift-gained'),
      finding('drift-lost'),
      finding('re-granted'),
    ]
    expect(rules(invented({ ...told, findings })).sort()).toEqual(
      [...expected.filter(([rule]) => rule !== 'drift-gained'), ['drift-gained', 'error']].sort(),
    )
  })
})

describe('a place', () => {
  const unplaced = { source: undefined, address: 'aws_iam_role.x' }

  test("without a line is the environment's file, as other lines name it", () => {
    const source = { file: 'meshes/a/clinical-prod.yaml', line: 3, column: 1 }
    const log = sarif(
      invented({ gained: [rated({ source }, 'new-group')], findings: [finding('open-trust', unplaced)] }),
    )
    expect(resultsOf(log).map(placeOf)).toEqual([
      {
        artifactLocation: { uri: 'meshes/a/clinical-prod.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 1, startColumn: 1 },
      },
      {
        artifactLocation: { uri: 'meshes/a/clinical-prod.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 3, startColumn: 1 },
      },
    ])
  })

  test('without any line is in the folder of the mesh', () => {
    const review = invented({ findings: [finding('open-trust', unplaced)] })
    expect(placeOf(only(review))).toMatchObject({ artifactLocation: { uri: 'environments/clinical-prod.yaml' } })
    expect(placeOf(only(review, { mesh: 'my meshes/' }))).toMatchObject({
      artifactLocation: { uri: 'my%20meshes/clinical-prod.yaml' },
    })
  })

  test('of an environment that is gone, or of none, is mesh.yaml', () => {
    const review = invented({ findings: [finding('data-destroyed', unplaced)] })
    const gone = { ...review, environments: review.environments.map((each) => ({ ...each, state: 'gone' as const })) }
    expect(placeOf(only(gone))).toMatchObject({ artifactLocation: { uri: 'environments/mesh.yaml' } })
    expect(placeOf(only({ ...review, environments: [] }))).toMatchObject({
      artifactLocation: { uri: 'environments/mesh.yaml' },
    })
  })

  test.each([
    ['./environments/a.yaml', 'environments/a.yaml', '%SRCROOT%'],
    ['a b/ü#?%.yaml', 'a%20b/%C3%BC%23%3F%25.yaml', '%SRCROOT%'],
    ['main:environments/a.yaml', 'main%3Aenvironments/a.yaml', '%SRCROOT%'],
    ['javascript:alert(1).yaml', 'javascript%3Aalert(1).yaml', '%SRCROOT%'],
    ['half \uD800.yaml', 'half%20%EF%BF%BD.yaml', '%SRCROOT%'],
    ['/tmp/mesh/a.yaml', 'file:///tmp/mesh/a.yaml', undefined],
  ])('%j is the URI %s', (file, uri, uriBaseId) => {
    const source = { file, line: 1, column: 1 }
    const place = placeOf(only(invented({ gained: [rated({ source }, 'new-group')] })))
    expect(place).toMatchObject({ artifactLocation: { uri } })
    expect((place as { artifactLocation: { uriBaseId?: string } }).artifactLocation.uriBaseId).toBe(uriBaseId)
  })
})

describe('rules', () => {
  test('of every result are described, with a severity of its risk', () => {
    const findings = (Object.keys(RISK_RULES) as FindingRule[]).map((rule) =>
      finding(rule, { message: `about ${rule}`, risk: RISK_RULES[rule].level }),
    )
    const [run] = sarif(invented({ findings })).runs
    const scores: Record<string, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' }
    for (const { ruleId, ruleIndex, level } of run?.results ?? []) {
      const rule = rulesOf(run)[ruleIndex ?? -1]
      const { what, level: risk } = RISK_RULES[ruleId as FindingRule]
      expect(rule).toMatchObject({
        id: ruleId,
        defaultConfiguration: { level },
        properties: { 'security-severity': scores[risk], tags: ['security', 'access'] },
      })
      expect(rule?.shortDescription?.text.toLowerCase()).toBe(`${what.toLowerCase()}.`)
    }
    expect(rulesOf(run).length).toBeGreaterThan(25)
  })

  test('take the severity that a mesh gives them, and none is no result', () => {
    const [run] = sarif(invented({ findings: [finding('re-granted', { risk: 'critical' })] })).runs
    expect(rulesOf(run)[0]?.properties).toMatchObject({ 'security-severity': '9.5' })
    expect(resultsOf(sarif(invented({ findings: [finding('open-trust', { risk: 'none' })] })))).toEqual([])
  })
})

describe('a fingerprint', () => {
  const print = (review: Review, more = {}): unknown => only(review, more).partialFingerprints
  const base = invented({ gained: [rated({}, 'new-group')] })

  test('holds when lines move, tables join and the folder is another', () => {
    const source = { file: 'elsewhere/clinical-prod.yaml', line: 400, column: 3 }
    const moved = [rated({ source }, 'new-group'), rated({ table: 'visits', source }, 'new-group')]
    expect(print(invented({ gained: moved }))).toEqual(print(base))
    expect(print(base)).toEqual({
      primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      'accessPath/v1': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
  })

  test.each([
    ['group', rated({ group: 'ADG-OTHER' }, 'new-group')],
    ['dataset', rated({ dataset: 'sales' }, 'new-group')],
    ['environment', rated({ environment: 'clinical-dev' }, 'new-group')],
    ['reason', rated({}, 'read-gained')],
  ])('is another for another %s', (_, other) => {
    expect(print(invented({ gained: [other] }))).not.toEqual(print(base))
  })
})

describe("people's text", () => {
  const names = { ...HOSTILE, ...HOSTILE_LINES, link: '[click](https://evil.example)', arguments: '{0} and {1}' }

  test.each(Object.entries(names))('is text and nothing else: %s', (_, name) => {
    const log = sarif(
      invented({
        gained: [rated({ group: name, dataset: name, table: name, role: name, environment: name }, 'new-group')],
        findings: [finding('open-trust', { message: name, environment: name })],
      }),
    )
    for (const { message } of resultsOf(log)) {
      const text = message.text ?? ''
      expect(text).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/)
      // Every bracket and brace is escaped, as sections 3.11.5 and 3.11.6 say.
      expect(text.replace(/\\[[\]\\]/g, '')).not.toMatch(/[[\]\\]/)
      expect(text.replace(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/)
    }
  })

  test('is not lost by escaping', () => {
    expect(only(invented({ findings: [finding('open-trust', { message: 'a [b](1) \\ {0} c' })] })).message.text).toBe(
      'a \\[b\\](1) \\\\ {{0}} c',
    )
  })
})

test('account ids are masked in messages, places and runs, and no fingerprint tells them', () => {
  const account = '111111111111'
  const review = invented({
    gained: [rated({ group: `arn:aws:iam::${account}:role/x` }, 'unknown-principal')],
    findings: [finding('open-trust', { message: `of ${account}`, address: `aws_iam_role.r_${account}` })],
  })
  const log = sarif(review, { maskAccounts: true })
  expect(JSON.stringify(log)).not.toContain(account)
  expect(resultsOf(log)[0]?.message.text).toBe('of …1111')
  const other = JSON.parse(JSON.stringify(review).replaceAll(account, '999999991111')) as Review
  expect(sarif(other, { maskAccounts: true })).toEqual(log)
})

describe('limits', () => {
  const environments = (count: number): Review =>
    invented({
      gained: Array.from({ length: count }, (_, index) =>
        rated({ environment: `env-${String(index).padStart(3, '0')}` }, 'new-group'),
      ),
    })

  test('twenty environments are twenty runs, told apart by their ids', () => {
    const { runs } = sarif(environments(20))
    expect(new Set(runs.map((run) => run.automationDetails?.id)).size).toBe(20)
    expect(runs[3]?.automationDetails?.id).toBe('trustloom-review/env-003/')
    expect(runs[3]?.results).toHaveLength(1)
  })

  test('more are one run', () => {
    const { runs } = sarif(environments(21))
    expect(runs).toHaveLength(1)
    expect(runs[0]?.results).toHaveLength(21)
  })

  test('an environment without results has a run, so that its old alerts are closed', () => {
    const { runs } = sarif(invented({ gained: [rated({}, 'new-group')], unchanged: ['clinical-dev'] }))
    expect(runs.map((run) => run.results?.length)).toEqual([0, 1])
  })

  test('a run has 5,000 results, the riskiest, and says how many it left out', () => {
    const [run] = sarif(manyPaths(5_600)).runs
    expect(run?.results).toHaveLength(5_000)
    expect(run?.results?.filter(({ ruleId }) => ruleId === 'sensitive')).toHaveLength(56)
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain('600 results')
    expect(run?.results?.map(({ level }) => level)).toEqual([
      ...Array<string>(56).fill('error'),
      ...Array<string>(4_944).fill('warning'),
    ])
  })
})

test('no change is an empty run; the same review is the same file', () => {
  expect(sarif(invented()).runs).toMatchObject([{ automationDetails: { id: 'trustloom-review/all/' }, results: [] }])
  const review = manyPaths(200)
  expect(JSON.stringify(reviewSarif(review, options))).toBe(JSON.stringify(reviewSarif({ ...review }, options)))
})
