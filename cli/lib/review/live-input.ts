import type { ReadStack } from '../../../core/terraform/read/stack'
import { readLivePermissions } from '../../../core/terraform/read/live'
import { readSynth } from '../../../core/terraform/read/synth'
import { stackSnapshot } from '../../../core/access/snapshot/stack-snapshot'
import type { Snapshot } from '../../../core/access/snapshot/snapshot'
import type { NotAnalysed } from '../../../core/review/types'
import { UserError } from '../fail'
import type { FreshOutput } from '../fresh'
import { readLarge } from './read-file'

/** What an account says of its grants, against what Terraform gives. */
export interface LiveInput {
  readonly declared: Snapshot
  readonly actual: Snapshot
  readonly notAnalysed: readonly NotAnalysed[]
}

/**
 * Holds what Lake Formation lists against the rendered stack of the same account.
 *
 * @throws {UserError} where no environment, or more than one, is in that account
 */
export function liveInput(file: string, { stacks }: FreshOutput): LiveInput {
  const live = readLivePermissions(readLarge(file), file)
  const found = [...stacks.values()].flatMap((path): ReadStack[] => {
    const stack = readSynth(readLarge(path), path)
    return stack.output && stack.account === live.account && stack.output.environment !== 'hub' ? [stack] : []
  })
  const [stack, ...more] = found
  if (!stack || more.length > 0)
    throw new UserError(
      `${file} is of the account ${live.account}, in which ${stack ? 'several environments are' : 'no environment is'}`,
    )
  const own = stack.resources.filter((each) => each.type !== 'aws_lakeformation_permissions')
  const administrators = new Set(administratorsOf(stack))
  // An administrator has grants of its own making, which nobody gave it.
  const grants = live.grants.filter((each) => !administrators.has(String(each.values.principal)))
  const declared = stackSnapshot(stack, true)
  const actual = stackSnapshot({ ...stack, resources: [...own, ...grants], faults: live.faults }, true)
  if (!declared || !actual) throw new UserError(`${file} cannot be held against the stack of its account`)
  const known = new Set(declared.notAnalysed.map((each) => each.address))
  return { declared, actual, notAnalysed: actual.notAnalysed.filter((each) => !known.has(each.address)) }
}

const administratorsOf = ({ resources }: ReadStack): readonly string[] =>
  resources.flatMap(({ type, values }) =>
    type === 'aws_lakeformation_data_lake_settings' && Array.isArray(values.admins) ? values.admins.map(String) : [],
  )
