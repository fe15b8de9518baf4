import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageTemplates } from '../../core/review/render/html'
import { PROJECT } from './project'

const FOLDER = join(PROJECT, 'templates', 'review')
/** In the order in which they use one another. */
const SCRIPTS = ['data', 'filters', 'cells', 'details', 'keys', 'matrix', 'start']

/** What the page of a review is made of; its script is one, so that no part of it is global. */
export function pageTemplates(): PageTemplates {
  const read = (...path: string[]): string => readFileSync(join(FOLDER, ...path), 'utf8')
  const parts = SCRIPTS.map((name) => read('script', `${name}.js`))
  return {
    page: read('page.html.hbs'),
    style: read('page.css'),
    script: `(() => {\n'use strict'\n${parts.join('')}})()\n`,
  }
}
