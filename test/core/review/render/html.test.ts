import fc from 'fast-check'
import { htmlParts } from '../../../../cli/lib/review/html-parts'
import { reviewHtml } from '../../../../core/review/render/html'
import { PATH_FIELDS, type PageData } from '../../../../core/review/render/html/data'
import type { Comparison } from '../../../../core/review/types'
import { HOSTILE } from '../../../support/hostile'
import { runs } from '../../../support/scale'
import { altered, invented, manyPaths, path, rated } from '../invented'
import { comparisonOf } from '../invented-comparison'

const render = (comparison: Comparison, maskAccounts = false): string =>
  reviewHtml(comparison, { maskAccounts, parts: htmlParts() })

function dataOf(html: string): PageData {
  const [, json = ''] = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html) ?? []
  return JSON.parse(json) as PageData
}

/** The embedded paths with names for numbers. */
const pathsOf = (data: PageData): Record<string, string | number | undefined>[] =>
  data.paths.map((row) => {
    const at = Object.fromEntries(PATH_FIELDS.map((field, index) => [field, row[index] ?? -1]))
    const text = (field: (typeof PATH_FIELDS)[number]): string | undefined => data.texts[at[field] ?? -1]
    return {
      group: text('group'),
      data: text('data'),
      service: text('service'),
      permission: data.texts[data.permissions[at['permission'] ?? -1]?.[0] ?? -1],
      ability: data.abilities[data.permissions[at['permission'] ?? -1]?.[1] ?? -1],
      before: at['before'],
      after: at['after'],
      risk: data.risks[at['risk'] ?? -1],
      why: data.why[at['why'] ?? -1]?.join(),
    }
  })

const WITHOUT_TEXT = /<style>[^]*?<\/style>|<script>[^]*?<\/script>/g

describe('the page of a review', () => {
  const comparison = comparisonOf(
    invented({
      gained: [rated({ permission: 'INSERT' }, 'write-gained')],
      lost: [rated({ group: 'ADG-FORMER' }, 'access-lost')],
      changed: [altered({ group: 'ADG-SAFETY', rows: null }, { rows: 'a = 1' }, 'row-filter-removed')],
    }),
    [path(), path({ database: 'default', dataset: null, table: null, permission: 'DESCRIBE' })],
  )

  it('is the same page for the same review', () => {
    expect(render(comparison)).toBe(render(comparison))
  })

  it('embeds every path with both sides, its risk and its reasons, and not the noise of Athena', () => {
    const found = pathsOf(dataOf(render(comparison))).map((each) => ({
      ...each,
      sides: [each['before'] !== -1, each['after'] !== -1, each['before'] === each['after']],
    }))
    const some = { service: 'databricks', data: 'trials' }
    expect(found).toHaveLength(4)
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...some, permission: 'SELECT', sides: [true, true, true], risk: 'none', why: '' }),
        expect.objectContaining({ permission: 'INSERT', ability: 'write', sides: [false, true, false], risk: 'high' }),
        expect.objectContaining({ group: 'ADG-FORMER', sides: [true, false, false], why: 'access-lost' }),
        expect.objectContaining({ group: 'ADG-SAFETY', sides: [true, true, false], why: 'row-filter-removed' }),
      ]),
    )
  })

  it('tells changes in lists that need no script', () => {
    const html = render(comparison).replace(WITHOUT_TEXT, '')
    expect(html).toMatch(/<strong>ADG-STATISTICS<\/strong> gains <span class="permissions">INSERT<\/span>/)
    expect(html).toMatch(/<strong>ADG-FORMER<\/strong> loses/)
    expect(html).toContain('<li>rows where a &#x3D; 1 → all rows</li>')
  })

  it('says so where nothing changes', () => {
    const html = render(comparisonOf(invented({ unchanged: ['clinical-prod'] }), [path()]))
    expect(html).toContain('<li>Nothing about access changes.</li>')
    expect(html).toContain('Nobody gains or loses access.')
    expect(html).not.toContain('id="findings"')
  })

  it('says what was read where nothing changes', () => {
    const review = {
      ...invented({ unchanged: ['clinical-prod'] }),
      read: { types: 41, arguments: 3208, notAnalysed: 0 },
    }
    expect(render(comparisonOf(review))).toContain(
      '<li>Nothing about access changes. Read: 41 types, 3,208 arguments, 0 not analysed.</li>',
    )
  })

  it('has a title that names the mesh and what is compared', () => {
    const named = { ...comparison, mesh: 'novo' }
    const html = reviewHtml(named, { maskAccounts: false, parts: htmlParts(), inputs: 'main → <HEAD>' })
    expect(html).toContain('<title>Access review of novo: main → &lt;HEAD&gt;: high</title>')
    expect(html).toContain('<p class="subject">novo: main → &lt;HEAD&gt;</p>')
    expect(render(comparison)).toContain('<title>Access review: high</title>')
  })

  it('leads with the causes', () => {
    const html = render(comparison).replace(WITHOUT_TEXT, '')
    expect(html).toContain(
      '<td>ADG-FORMER</td><td>− in clinical-prod: SELECT on trials.subjects</td><td>databricks</td>',
    )
  })

  it('lets only its own script and style run', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(render(comparison)) ?? []
    expect(policy?.replace(/&#x27;/g, "'").replace(/&#x3D;/g, '=')).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'$/,
    )
  })

  it('cuts account ids, in lists and in data', () => {
    const arn = 'arn:aws:iam::111111111111:role/x'
    const strange = comparisonOf(invented({ gained: [rated({ group: arn, service: '' }, 'unknown-principal')] }))
    expect(render(strange, false)).toContain('111111111111')
    expect(render(strange, true)).not.toContain('111111111111')
    expect(render(strange, true)).toContain('…1111')
  })

  it('is small with many paths: 20,000, as the scale says', () => {
    const paths = 1_000 + runs(19_000)
    const html = render(comparisonOf(manyPaths(paths)))
    expect(dataOf(html).paths).toHaveLength(paths)
    expect(html).toContain(`${(paths - 1_000).toLocaleString('en')} rows of no more risk are not in this list`)
    expect(html.length).toBeLessThan(1_000_000 + 250 * paths)
  })
})

describe('names that somebody chose', () => {
  const named = (name: string): string => {
    const own = { group: name, service: name, role: name }
    const paths = [rated({ ...own, dataset: name, table: name, approvedBy: name, reason: name }, 'new-group')]
    const findings = [{ rule: 'open-trust', risk: 'critical', environment: 'x', message: name, address: name }] as const
    return render(
      comparisonOf(
        invented({
          gained: paths,
          findings,
          notAnalysed: [{ environment: 'x', address: name, reason: name }],
          approvals: [{ environment: 'x', dataset: name, owner: name, stewards: [name], risk: 'high' }],
        }),
      ),
    )
  }
  const tags = (html: string): string[] =>
    [...html.replace(WITHOUT_TEXT, '').matchAll(/<[!/a-z][^>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
  const plain = tags(named('plain'))

  it.each(Object.entries(HOSTILE))('are no markup: %s', (_, name) => {
    expect(tags(named(name))).toEqual(plain)
  })

  it('are no markup, whatever they are', () => {
    const part = fc.constantFrom('<', '>', '"', "'", '&', '</script>', '<!--', '{{', '}}', '`', '=', '\u2028', 'x', ' ')
    const names = fc.array(fc.oneof(part, fc.string({ unit: 'grapheme' }))).map((parts) => `x${parts.join('')}`)
    fc.assert(
      fc.property(names, (name) => {
        const html = named(name)
        expect(tags(html)).toEqual(plain)
        expect(() => dataOf(html)).not.toThrow()
      }),
      { numRuns: runs(60) },
    )
  })
})
