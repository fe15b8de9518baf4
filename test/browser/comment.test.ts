import type { Nodes } from 'hast'
import type { Browser } from 'playwright-core'
import { renderMarkdown } from '../../core/review/render/markdown'
import type { Review } from '../../core/review/types'
import { invented, rated } from '../core/review/invented'
import { launchBrowser, missingBrowser, openHtml } from '../support/browser'
import { gfm } from '../support/gfm'
import { describeWith } from '../support/tools'
import { sample } from './sample'

/** How GitHub lays out a comment, as far as widths depend on it. */
const STYLE = `
  body { margin: 0; width: 800px; font: 14px/1.5 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; overflow-wrap: break-word }
  table { display: block; width: max-content; max-width: 100%; overflow: auto; border-spacing: 0; border-collapse: collapse }
  th, td { padding: 6px 13px; border: 1px solid }
  code { padding: .2em .4em; font: 85% ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; white-space: break-spaces }`

function htmlOf(node: Nodes): string {
  if (node.type === 'text') return node.value.replace(/[&<]/g, (each) => (each === '&' ? '&amp;' : '&lt;'))
  if (node.type === 'element') return `<${node.tagName}>${node.children.map(htmlOf).join('')}</${node.tagName}>`
  return node.type === 'root' ? node.children.map(htmlOf).join('') : ''
}

const long = (end: string): Parameters<typeof rated>[0] => ({
  environment: 'clinical-research-production-emea',
  group: `ADG_CLINICAL_RESEARCH_DATABRICKS_ENGINEERS_EXTERNAL_${end}`,
  dataset: `phase_three_trials_of_the_northern_countries_${end}`,
  table: 'subjects_with_all_their_visits_and_measurements',
  service: 'databricks_of_the_northern_countries',
  role: 'novo_clinical_research_production_share_engineers_external',
  rows: "country_of_residence = 'DK' AND consent_withdrawn_on IS NULL",
})

describeWith(missingBrowser(), 'a comment in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test.each<[string, Review]>([
    ['as a team might write it', sample().review],
    [
      'with long names',
      invented({
        gained: ['A', 'B', 'C', 'D'].map((end) => rated(long(end), 'new-group', 'sensitive')),
        findings: [
          {
            rule: 'bucket-opened',
            risk: 'high',
            environment: 'clinical-research-production-emea',
            message: 'the bucket novo.clinical.research.production.emea.phase.three.trials.of.the.north is open',
          },
        ],
      }),
    ],
  ])('fits 800 pixels before its details: %s', async (_, review) => {
    const html = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${htmlOf(gfm(renderMarkdown(review)))}`
    const { page, close } = await openHtml(browser, html)
    const [inner, outer] = await page.evaluate<[number, number]>(
      `(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('body > table'))`,
    )
    await close()
    expect(inner).toBeLessThanOrEqual(outer)
    expect(outer).toBeLessThanOrEqual(800)
  })
})
