import type { OktaSettings } from '../../core/model/schema/okta'
import { literal } from '../literal'

/** Which of a person's groups Okta sends. */
export interface GroupFilter {
  readonly type: 'STARTS_WITH' | 'REGEX'
  readonly value: string
}

export const groupFilter = (groups: OktaSettings['groups']): GroupFilter =>
  groups.startsWith === undefined
    ? { type: 'REGEX', value: literal(groups.matches ?? '') }
    : { type: 'STARTS_WITH', value: literal(groups.startsWith) }
