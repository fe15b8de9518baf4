/** `npm run screenshot`: writes docs/images/review.png; arguments: a file, a width, `dark`. */
import { join } from 'node:path'
import { htmlParts } from '../../cli/lib/review/html-parts'
import { PROJECT } from '../../cli/lib/project'
import { reviewHtml } from '../../core/review/render/html'
import { launchBrowser, openHtml } from '../support/browser'
import { sample } from './sample'

async function screenshot(path: string, width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  const browser = await launchBrowser()
  try {
    const html = reviewHtml(sample(), { maskAccounts: true, parts: htmlParts() })
    const { page, close } = await openHtml(browser, html, { viewport: { width, height: 1100 }, colorScheme })
    await page.screenshot({ path })
    await close()
  } finally {
    await browser.close()
  }
}

const [file, width = '1280', scheme] = process.argv.slice(2)
screenshot(
  file ?? join(PROJECT, 'docs', 'images', 'review.png'),
  Number(width),
  scheme === 'dark' ? 'dark' : 'light',
).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})
