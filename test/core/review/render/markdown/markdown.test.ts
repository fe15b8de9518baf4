import { MARKER, renderMarkdown, renderSummary } from '../../../../../core/review/render/markdown'
import type { Review } from '../../../../../core/review/types'
import { altered, invented, rated } from '../../invented'
import { reviewNamed } from './named'

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

/** What the marker of a comment holds. */
const marked = (review: Review): unknown =>
  JSON.parse(firstLine(renderMarkdown(review)).slice(MARKER.length, -' -->'.length))

describe('the marker', () => {
  it('holds the digest of each environment', () => {
    const review = invented({ gained: [rated(), rated({ environment: 'clinical-dev' })] })
    const environments = Object.fromEntries(review.environments.map((each) => [each.name, each.digest]))
    expect(marked(review)).toEqual({ version: 1, digest: review.digest, environments })
  })

  it('holds the digest over all where there are very many environments', () => {
    const gained = Array.from({ length: 100 }, (_, index) => rated({ environment: `env-${index}` }))
    const review = invented({ gained })
    expect(marked(review)).toEqual({ version: 1, digest: review.digest })
  })

  test.each(['--> <script>', '--!>', '-->\n<h1>', '-', '--', '\u2028', '__proto__'])(
    'is ended by no name: %j',
    (name) => {
      const line = firstLine(renderMarkdown(reviewNamed(name)))
      expect(line.slice('<!--'.length, -'-->'.length)).not.toMatch(/--|[<>&]|[^ -~]/)
      expect(JSON.stringify(marked(reviewNamed(name)))).toContain(JSON.stringify(name))
    },
  )
})

describe('the headline', () => {
  it('says who gains and loses, the ways in, the grants given again and what is hidden', () => {
    const text = renderMarkdown(
      invented({
        gained: [rated({ group: 'ADG-A' }, 'new-provider'), rated({ group: 'ADG-B' }, 'new-provider')],
        lost: [rated({ group: 'ADG-C' }, 'access-lost')],
        regranted: [
          {
            environment: 'clinical-prod',
            role: 'r',
            groups: ['ADG-A'],
            services: ['databricks'],
            dataset: 'trials',
            database: 'clinical_prod_trials',
            table: 'subjects',
            location: null,
            permissions: ['SELECT'],
          },
        ],
        findings: [
          {
            rule: 're-granted',
            risk: 'low',
            environment: 'clinical-prod',
            message: 'one grant is revoked and given again',
          },
        ],
        folded: { metadata: 3 },
      }),
    )
    expect(text).toContain('### Access changes · `clinical-prod` — 🔴 high')
    expect(text).toContain(
      '2 groups gain, 1 loses · 2 paths gained, 1 lost, 0 changed · **2 new group × service ways in** · 1 grant re-created (brief revoke) · 3 metadata-only changes hidden',
    )
    expect(text).toContain('<summary>Availability: what is lost: 1 row</summary>')
    expect(text).toContain('<summary>Granted again (brief revoke): 1 grant</summary>')
    expect(text).not.toContain('<summary>Findings')
  })

  it('says so where nothing changes', () => {
    const text = renderMarkdown(invented({ unchanged: ['clinical-prod'], folded: { tags: 2 } }))
    expect(text).toContain('Nothing about access changes.')
    expect(text).toContain('Hidden: 2 changes of tags.')
  })

  it('does not say so of a change that is only not understood', () => {
    const notAnalysed = [{ environment: 'clinical-prod', address: 'a.b', reason: 'is of another type' }]
    expect(renderMarkdown(invented({ notAnalysed }))).not.toContain('Nothing about access changes.')
  })
})

describe('a comment', () => {
  it('marks the services that are new', () => {
    expect(renderMarkdown(invented({ gained: [rated({ service: 'notebooks' }, 'new-provider')] }))).toContain(
      '`notebooks` (new)',
    )
  })

  it('says what was and what is', () => {
    const changed = [
      altered({ rows: null, columns: ['age', 'sex'] }, { rows: 'a = 1', columns: ['age'] }, 'read-gained'),
    ]
    const text = renderMarkdown(invented({ changed }))
    expect(text).toContain('sees also column `sex`')
    expect(text).toContain('rows where `a = 1` → all rows')
  })

  it('tells drift in words of access', () => {
    const text = renderMarkdown(invented({ drift: { gained: [rated({ role: 'r' }, 'sensitive')] }, codes: {} }))
    expect(text).toContain('someone outside Terraform gave SELECT on `trials.subjects` to `ADG-STATISTICS`')
  })

  it('says who must approve', () => {
    const text = renderMarkdown(
      invented({
        gained: [rated({}, 'sensitive')],
        approvals: [
          { environment: 'clinical-prod', dataset: 'trials', owner: 'ADG-OWNERS', stewards: ['ADG-S'], risk: 'high' },
        ],
      }),
    )
    expect(text).toContain('| 🔴 high | `trials` | `ADG-OWNERS` | `ADG-S` |')
  })

  it('is the same for the same review', () => {
    expect(renderMarkdown(reviewNamed('a'))).toBe(renderMarkdown(reviewNamed('a')))
  })

  test.each([renderMarkdown, renderSummary])('shows no account id where those are masked', (render) => {
    const id = '123456789012'
    const review = reviewNamed(`arn:aws:iam::${id}:role/x`)
    const account = /(?<![0-9a-f])\d{12}(?![0-9a-f])/
    expect(render(review)).toMatch(account)
    expect(render(review, { maskAccounts: true })).not.toMatch(account)
    expect(render(review, { maskAccounts: true })).toContain('…9012')
  })
})
