import { remember } from '../evaluate/memo'
import { matches } from './patterns'
import type { ReadStatement } from './statement'

const lower = remember((action) => ({ text: action.toLowerCase() }))

/** Whether a statement's actions include this one, by name or by pattern. */
export function includesAction({ actions, notActions }: ReadStatement, action: string): boolean {
  const wanted = lower(action).text
  const includes = (each: string): boolean =>
    each.includes('*') || each.includes('?')
      ? matches(lower(each).text, wanted)
      : each.length === wanted.length && each.toLowerCase() === wanted
  return notActions.length > 0 ? !notActions.some(includes) : actions.some(includes)
}
