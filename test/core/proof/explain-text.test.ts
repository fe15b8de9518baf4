import { explanationJson } from '../../../core/proof/explain/json'
import type { Statement } from '../../../core/policy/document'
import { explanationText } from '../../../core/proof/explain/text'
import { explained } from './explained'
import { FILES, LAB } from './small'

describe('for people', () => {
  test('hops in order, each with its lines', () => {
    const explanation = explained(FILES, { group: 'partners', dataset: 'lab/trials.subjects', service: 'notebooks' })
    const { code } = explanation.group
    expect(explanationText(explanation)).toEqual([
      'PARTNERS has access to lab/trials.subjects through notebooks',
      '',
      'group PARTNERS',
      `  code         ${code}`,
      '  first named  mesh/lab.yaml:23:22',
      'share in lab, account 111111111111',
      '  shared by    mesh/lab.yaml:23:9',
      'service notebooks (oidc)',
      '  provider     arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1',
      '  session      carries a source identity like *@example.com',
      '  named by     mesh/lab.yaml:6:12',
      'role acme-lab-share-partners',
      '  arn          arn:aws:iam::111111111111:role/acme/acme-lab-share-partners',
      `  trusts       *.${code}.* in the session tag GroupHash`,
      '  sessions     1 hour',
      '  rendered     admits the group through notebooks',
      'table lab_trials.subjects',
      '  permission   SELECT',
      '  columns      id',
      "  rows         country = 'DK'",
      '  expires      never',
      '  granted by   mesh/lab.yaml:23:9',
    ])
  })

  test('which line changes a key of a persona for the environment', () => {
    const changed = 'reader: { groups: [READERS, GUESTS], sessionHours: 4 }'
    const lab = LAB.replace('reader: [READERS, GUESTS]', changed)
    const line = lab.slice(0, lab.indexOf(changed)).split('\n').length
    const text = explanationText(explained({ ...FILES, 'lab.yaml': lab }, { group: 'GUESTS', dataset: 'lab/trials' }))
    expect(text).toContain(`  changed by   mesh/lab.yaml:${line}:54 (sessionHours)`)
    expect(text).toContain('  sessions     4 hours')
  })

  // The trust policy decides, and not what the files would make of it.
  describe('an output that somebody edited', () => {
    const text = (change: (statement: Statement) => Statement, sessionHours?: number): string[] =>
      explanationText(
        explained(FILES, { group: 'PARTNERS', dataset: 'lab/trials.subjects' }, (rendered) => (...role) => {
          const found = rendered(...role)
          if ('fault' in found) return found
          const Statement = found.trust.Statement.map((each) => (each.Effect === 'Allow' ? change(each) : each))
          return { trust: { ...found.trust, Statement }, ...(sessionHours !== undefined && { sessionHours }) }
        }),
      )
    const asking = (like: Readonly<Record<string, string | readonly string[]>>) => (each: Statement) => ({
      ...each,
      Condition: { ...each.Condition, StringLike: { 'sts:SourceIdentity': '*@example.com', ...like } },
    })
    const trusts = (lines: readonly string[]): string[] => lines.filter((each) => each.startsWith('  trusts'))

    test('is told with the codes that it asks for', () => {
      const lines = text(asking({ 'AWS:requestTag/grouphash': ['*.AAAA.*', '*'] }))
      expect(trusts(lines)).toEqual(['  trusts       * in the session tag GroupHash'])
      expect(lines).toContain('  rendered     admits the group through notebooks')
    })

    test('is told where it asks for none', () => {
      expect(trusts(text(asking({})))).toEqual(['  trusts       any value or none in the session tag GroupHash'])
    })

    test('is not told by the codes of the files where it admits nobody', () => {
      const lines = text(asking({ 'aws:RequestTag/GroupHash': '*.AAAA.*' }))
      expect(trusts(lines)).toEqual([])
      expect(lines).toContainEqual(expect.stringContaining('shut         through notebooks: no statement allows'))
    })

    test('is told with how long a session of it lasts', () => {
      expect(text((each) => each, 12)).toContain('  sessions     12 hours')
    })
  })

  test('a hop that is missing, with the lines for the file', () => {
    const explanation = explained(FILES, { group: 'FORMER', dataset: 'lab/sites' })
    expect(explanationText(explanation)).toEqual([
      'FORMER has no access to lab/sites',
      '',
      'group FORMER',
      '  code         none: no role trusts it',
      '  first named  mesh/shut.yaml:7:22',
      '',
      'missing: FORMER has no persona and no share in lab',
      '  = it has access in shut',
      '',
      'this would give it, below mesh/lab.yaml:34:3 (sites):',
      '    access:',
      '      - to: { group: FORMER }',
    ])
  })

  test('several ways are told once each, what they share not again', () => {
    const files = { ...FILES, 'lab.yaml': LAB.replace('viewer: [VIEWERS]', 'viewer: [VIEWERS, OWNERS]') }
    const text = explanationText(explained(files, { group: 'OWNERS', dataset: 'lab/trials' }))
    expect(text.filter((each) => /^way|^service|^role|^persona/.test(each))).toEqual([
      'way 1 of 2',
      'persona owner in lab, account 111111111111',
      'service notebooks (oidc)',
      'role acme-lab-owner',
      'way 2 of 2',
      'persona viewer in lab, account 111111111111',
      'services as above: notebooks',
      'role acme-lab-viewer',
    ])
  })

  test('is at most 100 characters wide, whatever there is to tell', () => {
    const columns = Array.from({ length: 60 }, (_, index) => `column_${index}`)
    const types = columns.map((each) => `${each}: string`).join(', ')
    const tables = Array.from({ length: 30 }, (_, index) => `      table_${index}: { columns: { ${types} } }\n`)
    const lab = LAB.replace('      subjects:', `${tables.join('')}      subjects:`).replace(
      'tables: [subjects]\n        columns: { except: [ssn, country] }\n        rows: "country = \'DK\'"',
      `tables: [table_1, table_2]\n        columns: { only: [${columns.join(', ')}] }`,
    )
    for (const group of ['OWNERS', 'PARTNERS', 'ENGINES', 'NOBODY']) {
      const text = explanationText(explained({ ...FILES, 'lab.yaml': lab }, { group, dataset: 'lab/trials' }))
      expect(text.filter((each) => each.length > 100)).toEqual([])
    }
  })
})

describe('as data', () => {
  test('access: places are texts, what does not apply is null', () => {
    const json = explanationJson(explained(FILES, { group: 'PARTNERS', dataset: 'lab/trials.subjects' }))
    expect(JSON.parse(JSON.stringify(json))).toEqual({
      schemaVersion: 1,
      access: true,
      question: {
        group: 'PARTNERS',
        service: null,
        environment: 'lab',
        dataset: 'trials',
        table: 'subjects',
        column: null,
      },
      group: { name: 'PARTNERS', code: expect.stringMatching(/^\w{4}$/) as string, source: 'mesh/lab.yaml:23:22' },
      ways: [
        {
          environment: 'lab',
          account: '111111111111',
          member: { kind: 'share', persona: 'share', source: 'mesh/lab.yaml:23:9', changed: [] },
          services: [
            {
              name: 'notebooks',
              protocol: 'oidc',
              provider: 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1',
              sourceIdentity: '*@example.com',
              admits: true,
              shut: null,
              source: 'mesh/lab.yaml:6:12',
            },
          ],
          role: {
            name: 'acme-lab-share-partners',
            arn: 'arn:aws:iam::111111111111:role/acme/acme-lab-share-partners',
            sessionHours: 1,
            pattern: expect.stringMatching(/^\*\.\w{4}\.\*$/) as string,
            jobs: null,
          },
          resources: [
            {
              dataset: 'trials',
              database: 'lab_trials',
              table: 'subjects',
              location: null,
              permissions: ['SELECT'],
              columns: ['id'],
              rows: "country = 'DK'",
              grantable: false,
              expires: null,
              sources: ['mesh/lab.yaml:23:9'],
            },
          ],
        },
      ],
      missing: null,
    })
  })

  test('no access: the hop, and the lines', () => {
    const json = explanationJson(explained(FILES, { group: 'FORMER', dataset: 'lab/sites' }))
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      access: false,
      ways: [],
      missing: {
        hop: 'no-role',
        message: 'FORMER has no persona and no share in lab',
        hint: 'it has access in shut',
        fixes: [
          {
            action: 'insert',
            place: 'sites',
            lines: ['    access:', '      - to: { group: FORMER }'],
            source: 'mesh/lab.yaml:34:3',
          },
        ],
      },
    })
  })
})
