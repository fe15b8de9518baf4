import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageParts } from '../../../core/review/render/html'
import { PROJECT } from '../project'

/** In the order in which they need each other; one script holds them all. */
const SCRIPTS = ['data', 'filters', 'matrix', 'paths', 'start'] as const

/** What the page of a review is made of, as Trustloom brings it. */
export function htmlParts(): PageParts {
  const read = (name: string): string => readFileSync(join(PROJECT, 'templates', 'review', name), 'utf8')
  return {
    template: read('page.html.hbs'),
    style: read('page.css'),
    script: SCRIPTS.map((name) => read(`${name}.js`)).join('\n'),
  }
}
