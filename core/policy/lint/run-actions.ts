import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunReach } from '../../model/run-roles'
import { TEMPLATE_FOLDER } from '../../model/template-name'
import { remember } from '../evaluate/memo'

const PROJECT = join(__dirname, '..', '..', '..')

/** An action of a template: nobody fills those in. Keys of conditions look alike, and no action is called like one. */
const ACTION = /"([a-z0-9-]+:[A-Za-z]+)"/g

const known = remember((reach): { readonly actions: ReadonlySet<string>; readonly services: ReadonlySet<string> } => {
  const texts = ['read', 'write'].map((kind) =>
    readFileSync(join(PROJECT, TEMPLATE_FOLDER, `run-${reach}-${kind}.json.hbs`), 'utf8'),
  )
  const actions = texts.flatMap((text) => [...text.matchAll(ACTION)].map(([, action = '']) => action.toLowerCase()))
  return { actions: new Set(actions), services: new Set(actions.map((each) => each.split(':')[0] ?? '')) }
})

/** What a stack is made with: the built-in templates of its runs, and nothing else. Actions in lower case. */
export const isMadeWith = (reach: RunReach, action: string): boolean => known(reach).actions.has(action)

/** Whether a stack makes something in a service. */
export const makesIn = (reach: RunReach, service: string): boolean => known(reach).services.has(service)
