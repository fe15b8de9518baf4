import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** A Chromium: that of CHROMIUM_PATH, or the first one on PATH. */
export function findBrowser(): string | undefined {
  const told = process.env['CHROMIUM_PATH']
  if (told) return told
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((each) => each !== '')
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** Why nothing can be opened in a browser; `undefined` where it can. */
export const missingBrowser = (): string | undefined =>
  findBrowser() === undefined ? 'no Chromium: put one on PATH, or its path into CHROMIUM_PATH' : undefined

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('no Chromium')
  // Chromium's sandbox refuses root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath, args })
}

/** A page that was opened from disk, and what it did that it should not. */
export interface OpenedPage {
  readonly page: Page
  /** Addresses that it asked for, beside its own. */
  readonly requests: readonly string[]
  /** Errors and warnings of the console, uncaught errors, dialogs. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export async function openHtml(browser: Browser, html: string, options?: BrowserContextOptions): Promise<OpenedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-page-'))
  const file = join(folder, 'review.html')
  writeFileSync(file, html)
  const url = pathToFileURL(file).href
  const requests: string[] = []
  const complaints: string[] = []
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.on('request', (request) => void (request.url().split('#')[0] === url || requests.push(request.url())))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url)
  return {
    page,
    requests,
    complaints,
    close: async () => {
      await context.close()
      rmSync(folder, { recursive: true })
    },
  }
}
