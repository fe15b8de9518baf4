import type { OneOrMany } from '../document'
import { compileGlob, globMatches } from './glob'
import { remember } from './memo'
import { texts } from './values'

const pattern = remember((value) => compileGlob([{ text: value.toLowerCase(), literal: false }]))

/**
 * Whether one of the values of `Action` or `NotAction` names the action: without case, `*` and `?` are wildcards.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function readActions(field: string, actions: OneOrMany): (action: string) => boolean {
  const patterns = texts(field, actions).map(pattern)
  return (action) => {
    const folded = action.toLowerCase()
    return patterns.some((one) => globMatches(one, folded))
  }
}
