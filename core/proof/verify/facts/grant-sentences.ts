import type { Value } from '../../../terraform/expression'
import type { Written } from '../../../terraform/rendered/stack'
import type { Fact, FactScope } from './fact'
import { textOf } from './lines'
import type { Stated } from './stated'
import { grantedOn, holderOf } from './subjects'

/** `novo-lab-reader holds SELECT on lab_trials.visits`, and once more for each that it may grant on. */
export function grantSentences(
  written: Written,
  scope: FactScope,
  { kind, role, group, address, at }: Omit<Fact, 'subject' | 'value'>,
  sources: Stated['sources'] = {},
): Fact[] {
  const holder = holderOf(written, scope)
  const on = grantedOn(written, scope)
  const sentence = (permission: string, more: string): Fact => {
    const subject = `${holder} holds ${permission} on ${on}${more}`
    return { kind, subject, value: '', role, group, address, at: sources[permission] ?? at }
  }
  return [
    ...listOf(written.permissions).map((each) => sentence(each, '')),
    ...listOf(written.permissions_with_grant_option).map((each) => sentence(each, ' with grant option')),
  ]
}

const listOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? [...new Set((value as readonly Value[]).map(textOf))] : []
