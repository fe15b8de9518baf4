import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { htmlParts } from '../../cli/lib/review/html-parts'
import { reviewHtml } from '../../core/review/render/html'
import type { Comparison } from '../../core/review/types'
import { launchBrowser, missingBrowser, openHtml, type OpenedPage } from '../support/browser'
import { PATIENT } from '../support/patience'
import { describeWith } from '../support/tools'
import { invented, manyPaths, rated } from '../core/review/invented'
import { comparisonOf } from '../core/review/invented-comparison'
import { sample } from './sample'

const hostileNames = [
  '<img src=x onerror=window.pwned=1>',
  '</script><script>window.pwned=1</script>',
  '</script /onload=window.pwned=1',
  '<!--<script>window.pwned=1',
  'javascript:window.pwned=1',
  '"><svg/onload=window.pwned=1>',
  "' onfocus='window.pwned=1' autofocus='",
  '<iframe src=https://example.com></iframe>',
  '<link rel=stylesheet href=https://example.com/x.css>',
  '</style><style>@import url(https://example.com)</style>',
  '{{constructor.constructor("window.pwned=1")()}}',
  '\\u003cscript>window.pwned=1\\u003c/script>',
  '__proto__',
  'constructor',
]

/** A review in which every name is this one. */
const hostile = (name: string): Comparison =>
  comparisonOf(
    invented({
      gained: [
        rated(
          {
            group: name,
            dataset: name,
            service: name,
            role: name,
            table: name,
            rows: name,
            columns: [name],
            address: name,
          },
          'new-group',
        ),
      ],
      findings: [{ rule: 'open-trust', risk: 'critical', environment: 'x', message: name, address: name }],
      notAnalysed: [{ environment: 'x', address: name, reason: name }],
      approvals: [{ environment: 'x', dataset: name, owner: name, stewards: [name], risk: 'high' }],
    }),
  )

/** Words that are on several lines: parts between blanks and dashes, of every text that is seen. */
const BROKEN = `(() => {
  const broken = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const node = texts.currentNode
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('.unseen, script')) continue
    for (const { index, 0: word } of node.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word)
    }
  }
  return broken
})()`

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

describeWith(missingBrowser(), 'the page of a review in a browser', () => {
  let browser: Browser
  let opened: OpenedPage
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => opened.close())

  const open = async (comparison: Comparison, options?: BrowserContextOptions): Promise<OpenedPage['page']> => {
    opened = await openHtml(browser, reviewHtml(comparison, { maskAccounts: false, parts: htmlParts() }), options)
    return opened.page
  }
  const focused = (): Promise<string> => opened.page.evaluate('document.activeElement?.textContent ?? ""')
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await opened.page.keyboard.press(key)
  }
  /** Goes on with Tab, as somebody without a mouse does. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let step = 0; step < 40; step++) {
      await press('Tab')
      if (await opened.page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
    }
    throw new Error(`Tab does not reach ${selector}`)
  }
  const quiet = (): void => {
    expect(opened.complaints).toEqual([])
    expect(opened.requests).toEqual([])
  }

  /** Axe's faults, as `rule: element`. */
  const faults = async (): Promise<string[]> => {
    await opened.page.evaluate(AXE)
    return opened.page.evaluate(
      `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
    )
  }

  describe.each(['light', 'dark'] as const)('with %s colours', (colorScheme) => {
    it.each([1280, 390])('has no fault that axe finds, %i pixels wide', async (width) => {
      const page = await open(sample(), { colorScheme, viewport: { width, height: 900 } })
      for (const view of ['Only changes', 'Before', 'After']) {
        await page.getByText(view, { exact: true }).click()
        expect(await faults()).toEqual([])
      }
      await page.locator('#grid button').first().click()
      expect(await faults()).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      quiet()
    })
  })

  it('opens and closes the paths of a cell with the keyboard', async () => {
    const page = await open(sample())
    await tabTo('#grid td button')
    expect(await focused()).toContain('ADG-BIOMARKERS, trials in clinical-prod')
    await press('ArrowDown')
    expect(await focused()).toContain('ADG-EXTERNAL-CRO, trials in clinical-prod')
    await press('Enter')
    const dialog = page.getByRole('dialog', { name: 'ADG-EXTERNAL-CRO → trials in clinical-prod' })
    await dialog.waitFor()
    const text = await dialog.innerText()
    for (const each of [
      '3 paths',
      'snowflake',
      'novo-clinical-prod-share-trials',
      'subjects',
      'all columns',
      'environments/clinical-prod.yaml:29:9',
      'aws_lakeformation_permissions.trials_cro_subjects',
      'sensitive',
    ])
      expect(text).toContain(each)
    await press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await focused()).toContain('ADG-EXTERNAL-CRO, trials in clinical-prod')
    await press('ArrowLeft')
    expect(await focused()).toContain('ADG-EXTERNAL-CRO, imaging in clinical-dev')
    quiet()
  })

  const groups = (): Promise<string[]> => opened.page.locator('#grid tbody th').allInnerTexts()
  const visibleCards = (): Promise<number> => opened.page.locator('#changes .card:visible').count()

  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    const end = Date.now() + PATIENT
    while (!(await isSo())) if (Date.now() > end) throw new Error('it never came to be so')
  }

  it('filters the matrix and the lists with the keyboard', async () => {
    const page = await open(sample())
    const all = await visibleCards()
    await tabTo('#filter-text')
    await page.keyboard.type('external-cro')
    await until(async () => (await groups()).join() === 'ADG-EXTERNAL-CRO')
    expect(await visibleCards()).toBe(2)
    await tabTo('#filter-environment')
    await page.keyboard.type('clinical-dev')
    await until(async () => (await page.locator('#grid td button').count()) === 1)
    await tabTo('#filter-reset')
    await press('Enter')
    await until(async () => (await groups()).length === 7)
    expect(await visibleCards()).toBe(all)
    quiet()
  })

  it.each([
    ['service', 'snowflake', ['ADG-EXTERNAL-CRO']],
    ['risk', 'high or more', ['ADG-BIOMARKERS', 'ADG-EXTERNAL-CRO', 'ADG-STATISTICS']],
    ['direction', 'lost', ['ADG-FORMER-PARTNER']],
    ['environment', 'genomics-prod', []],
  ])('filters by %s', async (filter, label, expected) => {
    const page = await open(sample())
    await page.locator(`#filter-${filter}`).selectOption({ label })
    await until(async () => (await groups()).join() === expected.join())
    quiet()
  })

  it('says nothing of what does not fit beside what does', async () => {
    const page = await open(sample())
    const text = (): Promise<string> => page.locator('#grid').innerText()
    await page.locator('#filter-environment').selectOption({ label: 'genomics-prod' })
    await until(async () => (await text()) === 'No cell of this view: the lists below have what fits.')
    expect(await page.locator('#environments tbody tr:visible').count()).toBe(1)
    // Of the lists only those are left in which something fits.
    expect(await page.locator('#changes').isVisible()).toBe(false)
    await page.locator('#filter-text').fill('nobody is called that')
    await until(async () => (await text()) === 'Nothing fits the filters.')
    expect(await page.locator('.card:visible, tbody tr:visible').count()).toBe(0)
    quiet()
  })

  it('filters the columns of the matrix, and finds columns of tables', async () => {
    const page = await open(sample())
    const columns = (): Promise<string[]> => page.locator('#grid thead tr:last-child th').allInnerTexts()
    await page.locator('#filter-column').fill('imaging')
    await until(async () => new Set(await columns()).size === 1)
    expect(new Set(await columns())).toEqual(new Set(['imaging']))
    await page.locator('#filter-column').fill('')
    await page.locator('#filter-text').fill('taken_on')
    await until(async () => (await groups()).join() === 'ADG-IMAGING')
    quiet()
  })

  it('marks what is limited to some columns or rows', async () => {
    const page = await open(sample())
    await page.getByText('After', { exact: true }).click()
    const limits = (group: string): Promise<string[]> =>
      page
        .locator('#grid tbody tr', { has: page.getByRole('rowheader', { name: group }) })
        .locator('.limit')
        .allInnerTexts()
    expect(await limits('ADG-IMAGING')).toEqual(['some columns'])
    expect(await limits('ADG-STATISTICS')).toEqual([])
    await page.getByText('Before', { exact: true }).click()
    expect(await limits('ADG-SAFETY')).toEqual(['some rows'])
    quiet()
  })

  it('breaks no word, 1,280 pixels wide', async () => {
    const long = {
      environment: 'clinical_research_production_emea',
      group: 'ADG_CLINICAL_RESEARCH_DATABRICKS_ENGINEERS_EXTERNAL',
      dataset: 'phase_three_trials_of_the_northern_countries',
      table: 'subjects_with_all_their_visits_and_measurements',
      service: 'databricks_of_the_northern_countries',
      role: 'novo_clinical_research_production_share_engineers_external',
      address: 'aws_lakeformation_permissions.table_phase_three_trials_share_engineers_external',
    }
    const page = await open(
      comparisonOf(
        invented({
          gained: [rated(long, 'new-group'), rated({ ...long, columns: ['a_column_with_a_long_name'] }, 'new-group')],
          approvals: [{ ...long, owner: long.group, stewards: [long.role], risk: 'high' }],
        }),
      ),
      { viewport: { width: 1280, height: 900 } },
    )
    expect(await page.evaluate(BROKEN)).toEqual([])
    await page.locator('#grid td button').first().click()
    expect(await page.evaluate(BROKEN)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280)
    quiet()
  })

  it('shows either side', async () => {
    const page = await open(sample())
    const cell = (): Promise<string> =>
      page.locator('#grid button', { hasText: 'ADG-STATISTICS, trials in clinical-prod' }).innerText()
    expect(await cell()).toContain('+ write')
    await page.getByText('Before', { exact: true }).click()
    expect(await cell()).not.toContain('write')
    await page.getByText('After', { exact: true }).click()
    expect(await cell()).toMatch(/read\s+write/)
    quiet()
  })

  it('tells the changes without its script', async () => {
    const page = await open(sample(), { javaScriptEnabled: false })
    expect(await page.locator('#matrix').isVisible()).toBe(false)
    expect(await page.locator('form').isVisible()).toBe(false)
    expect(await visibleCards()).toBeGreaterThan(5)
    for (const part of ['findings', 'not-analysed', 'regranted', 'drift', 'approvals', 'environments'])
      expect(await page.locator(`#${part}`).isVisible()).toBe(true)
  })

  it('opens with 20,000 paths, of which it draws some', async () => {
    const page = await open(comparisonOf(manyPaths(20_000)))
    // What its lists say is cut at fixed lengths, about 15,000 elements in all; the matrix has 100 rows.
    expect(await page.evaluate<number>('document.querySelectorAll("*").length')).toBeLessThan(50_000)
    expect(await groups()).toHaveLength(100)
    await page.getByRole('button', { name: 'Show 19,900 more groups' }).click()
    expect(await groups()).toHaveLength(200)
    await page.locator('#filter-text').fill('ADG-GROUP-19999')
    await until(async () => (await groups()).join() === 'ADG-GROUP-19999')
    quiet()
  })

  it.each(hostileNames)('takes %j for a name', async (name) => {
    const page = await open(hostile(name))
    expect(await groups()).toEqual([name])
    await page.locator('#grid td button').first().click()
    expect(await page.locator('#paths-title').innerText()).toContain(name)
    await press('Escape')
    await page.locator('#filter-service').selectOption({ label: name })
    for (const view of ['Before', 'After']) await page.getByText(view, { exact: true }).click()
    expect(await page.evaluate('window.pwned')).toBeUndefined()
    expect(await page.locator('img, iframe, svg, object, [onerror], [onclick], a:not([href^="#"])').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(2)
    quiet()
  })
})
