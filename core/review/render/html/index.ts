import Handlebars from 'handlebars'
import type { Comparison } from '../../types'
import { maskAccounts } from '../lib/mask'
import { visible } from '../lib/visible'
import { pageData } from './data'
import { contentSecurityPolicy, embeddedJson } from './embed'
import { pageView } from './view'

/** The texts that a page is made of; ours, not a team's. */
export interface PageParts {
  /** A Handlebars template of the page. */
  readonly template: string
  readonly style: string
  readonly script: string
}

export interface HtmlOptions {
  readonly parts: PageParts
  /** Whether account ids are cut to their last four digits. */
  readonly maskAccounts: boolean
  /** What is compared, as whoever asked for it says: `main → HEAD`. @default - it is not told */
  readonly inputs?: string | undefined
}

/**
 * A review as one page that asks nobody for anything: lists that any browser shows, and a matrix that its script makes of
 * the embedded data.
 */
export function reviewHtml(comparison: Comparison, options: HtmlOptions): string {
  const { template, style, script } = options.parts
  const mask = options.maskAccounts ? maskAccounts : (text: string): string => text
  const show = (text: string): string => visible(mask(text))
  const render = Handlebars.create().compile(template, { strict: true })
  const { review, mesh } = comparison
  return render({
    ...pageView(review, show),
    subject: [mesh, options.inputs].flatMap((each) => (each === undefined ? [] : [show(each)])).join(': '),
    policy: contentSecurityPolicy(script, style),
    style,
    script,
    data: embeddedJson(pageData(comparison, show)),
  })
}
