import { CODE_PATTERN, GROUP_TAG } from '../../../core/model/codes'
import type { Position } from '../../../core/model/diagnostic'
import type { RoleAccess, ServiceAccess } from '../../../core/model/graph'
import type { Asked } from './asked'
import type { Carried } from './carried'
import type { Difference } from './compare'
import type { Expected } from './declared'
import type { RoleAnswer } from './opened'
import type { Outcome } from './outcome'
import { reachedBy, type Reached } from './reached'
import type { LabConfig } from './lab-config'

/** A sign-in, what became of it, and what the files say of it. */
export interface SignInReport {
  readonly asked: Asked
  readonly protocol: ServiceAccess['protocol']
  readonly outcome: Outcome
  readonly expected: Expected
  /** The codes that the session carries, each with its group; `undefined` for a code of nobody. */
  readonly codes: readonly (readonly [string, string | undefined])[]
  readonly roles: readonly ReportedRole[]
  readonly differences: readonly Difference[]
}

export interface ReportedRole {
  readonly answer: RoleAnswer
  readonly name: string
  /** The persona's name, `share`, `live` or `home`; `undefined` where the files have no such role. */
  readonly persona: string | undefined
  /** The line that makes somebody a member. @default - the files do not give the role to these groups */
  readonly at: Position | undefined
  /** What an open role reaches, as the files say; empty where it is shut. */
  readonly data: readonly Reached[]
}

export function reportOf(
  asked: Asked,
  { outcome, expected, differences }: Pick<SignInReport, 'outcome' | 'expected' | 'differences'>,
  config: LabConfig,
): SignInReport {
  const protocol = config.services[asked.service]?.protocol ?? 'saml'
  const report = { asked, protocol, outcome, expected, differences }
  if (outcome.refused) return { ...report, codes: [], roles: [] }
  const roles = outcome.roles.map((each) => reported(each, expected, outcome.carried))
  return { ...report, codes: codesOf(outcome.carried, config), roles }
}

function reported(answer: RoleAnswer, expected: Expected, { tags }: Carried): ReportedRole {
  const { arn, role, shut } = answer
  const declared = 'roles' in expected ? expected.roles.find((each) => each.role.arn === arn) : undefined
  const access = role?.environment.roles.find((each: RoleAccess) => each.arn === arn)
  return {
    answer,
    name: role?.name ?? arn,
    persona: access?.persona,
    at: declared?.members[0]?.source,
    data: shut === undefined && role && access ? reachedBy(role.environment, access, tags) : [],
  }
}

function codesOf({ tags }: Carried, { groups }: LabConfig): (readonly [string, string | undefined])[] {
  const names = new Map(Object.entries(groups).map(([name, code]) => [code, name]))
  const codes = (tags[GROUP_TAG] ?? '').split('.').filter((each) => CODE_PATTERN.test(each))
  return codes.map((code) => [code, names.get(code)])
}
