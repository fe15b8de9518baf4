import { statementsOf } from '../statement'
import type { Fault, LintRule } from '../types'

const TAG = /\$\{aws:PrincipalTag\/([^},]+)[^}]*\}/gi
const HINT = 'give each tag a folder of its own: home/user/… and home/department/…'

export const tagsSharePath: LintRule = {
  id: 'tags-share-path',
  severity: 'error',
  what: 'Two session tags that name folders in one place, such as home/<initials>/ and home/<department>/.',
  reason: 'A user called like a department gets into its folder, and members of a department into that of the user.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  check: (subject) => {
    const tags = new Map<string, string>()
    const faults: Fault[] = []
    const judge = (statement: number, field: string, text: string): void => {
      let previous = { tag: '', end: 0 }
      for (const { 0: whole, 1: name = '', index } of text.matchAll(TAG)) {
        const tag = name.toLowerCase()
        const before = text.slice(0, index)
        const place = `${field} ${before.replace(TAG, '${}')}`
        const other = tags.get(place)
        const together = previous.tag !== '' && previous.tag !== tag && !text.slice(previous.end, index).includes('/')
        if (together) {
          // a-b and c make the same name as a and b-c.
          const message = `the tags ${previous.tag} and ${tag} stand in one folder's name, where nobody can tell them apart`
          faults.push({ statement, message, hint: HINT })
        } else if (other === undefined) tags.set(place, tag)
        else if (other !== tag) {
          const message = `the tags ${other} and ${tag} both name folders in ${JSON.stringify(before)}`
          faults.push({ statement, message, hint: HINT })
        }
        previous = { tag, end: index + whole.length }
      }
    }
    statementsOf(subject).forEach(({ allows, resources, tests }, statement) => {
      if (!allows) return
      for (const each of resources) judge(statement, 'Resource', each)
      for (const { lowerKey, values } of tests) for (const each of values) judge(statement, lowerKey, each)
    })
    return tags.size > 0 ? faults : 'not-applicable'
  },
}
