import { many, type Statement } from '../../../../policy/document'
import { readActions } from '../../../../policy/evaluate/action'
import { remember } from '../../../../policy/evaluate/memo'
import { ALL_ACTIONS } from '../actions'

type Named = Pick<Statement, 'Action' | 'NotAction'>

const spelling = new Map(ALL_ACTIONS.map((each) => [each.toLowerCase(), each]))

const read = remember((text): ReadonlySet<string> => {
  const { Action: named, NotAction: excepted } = JSON.parse(text) as Named
  if (excepted !== undefined) {
    const matches = readActions('NotAction', excepted)
    return new Set(ALL_ACTIONS.filter((each) => !matches(each)))
  }
  const patterns = many(named)
  const found = patterns.flatMap((each) => spelling.get(each.toLowerCase()) ?? [])
  const wild = patterns.filter((each) => /[*?]/.test(each))
  if (wild.length === 0) return new Set(found)
  const matches = readActions('Action', wild)
  return new Set([...found, ...ALL_ACTIONS.filter(matches)])
})

/** Which of the known actions a statement names. The same few lists stand in every role of a mesh. */
export const actionsOf = ({ Action, NotAction }: Named): ReadonlySet<string> =>
  read(JSON.stringify({ Action, NotAction }))
