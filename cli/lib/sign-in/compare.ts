import type { Position } from '../../../core/model/diagnostic'
import type { Asked } from './asked'
import type { DeclaredRole, Expected } from './declared'
import type { RoleAnswer } from './opened'
import type { Admitted, Outcome } from './outcome'
import type { Rendered } from './rendered'

/** What a sign-in does, and the files do not say. */
export interface Difference {
  readonly kind: DifferenceKind
  readonly message: string
  /** The stack that holds what differs. */
  readonly stack: string
  /** The resource there. @default - what is declared is not there */
  readonly address?: string | undefined
  /** @default - it is about no service, or about all */
  readonly service?: string
  /** @default - it is about no group, or about all */
  readonly groups?: readonly string[]
  /** The role's name. @default - it is about no role, or about all */
  readonly role?: string
  /** The line of the mesh that says otherwise. @default - no line says anything */
  readonly at?: Position | undefined
}

export type DifferenceKind =
  /** A role that the files declare stays shut. */
  | 'shut'
  /** A role opens, and no line declares it. */
  | 'opens'
  /** The assertion names a role that no line declares; it stays shut. */
  | 'names'
  /** Nobody gets in, though the files declare roles. */
  | 'refused'
  /** The hook lets somebody in to whom the files give nothing. */
  | 'admitted'
  /** What was rendered cannot be read. */
  | 'not-understood'

interface Compared {
  readonly asked: Asked
  readonly outcome: Outcome
  readonly expected: Expected
  readonly rendered: Rendered
}

/** Compares what a sign-in opened with what the files declare, in both directions. */
export function compare({ asked, outcome, expected, rendered }: Compared): Difference[] {
  const { service, groups } = asked
  const who = `${groups.join(', ')} through ${service}`
  const declared = 'roles' in expected ? expected.roles : []
  if (outcome.refused) {
    const { message } = outcome.refused
    if ('mayRefuse' in expected) return []
    return declared.map(({ environment, role, members }) => ({
      kind: 'refused',
      message: `${namesOf(members)} may open ${role.name} through ${service}, and the sign-in is refused: ${message}`,
      stack: environment.environment,
      address: rendered.roles.get(role.arn)?.address,
      service,
      groups: members.map((each) => each.name),
      role: role.name,
      at: members[0]?.source,
    }))
  }
  const more = outcome.roles.flatMap((each) => undeclared(each, declared, asked, who))
  const less = declared.flatMap((each) => stillShut(each, asked, outcome))
  if ('refusal' in expected && more.length === 0) {
    const message = `the sign-in of ${who} is not refused, though ${expected.refusal}`
    return [{ kind: 'admitted', message, stack: 'hub', service, groups }]
  }
  return [...more, ...less]
}

function undeclared(
  { arn, role, shut }: RoleAnswer,
  declared: readonly DeclaredRole[],
  { service, groups }: Asked,
  who: string,
): Difference[] {
  if (declared.some((each) => each.role.arn === arn)) return []
  const name = role?.name ?? arn
  const message =
    shut === undefined
      ? `${name} opens to ${who}, which no line declares`
      : `the assertion of ${who} names ${name}, which no line declares; it stays shut: ${shut}`
  const kind = shut === undefined ? 'opens' : 'names'
  return [
    {
      kind,
      message,
      stack: role?.environment.environment ?? 'hub',
      address: role?.address,
      service,
      groups,
      role: name,
    },
  ]
}

function stillShut(
  { environment, role, members }: DeclaredRole,
  { service }: Asked,
  { roles }: Admitted,
): Difference[] {
  const answers = roles.filter((each) => each.arn === role.arn)
  const [first] = answers
  if (!first || answers.some((each) => each.shut === undefined)) return []
  return [
    {
      kind: 'shut',
      message: `${role.name} does not open to ${namesOf(members)} through ${service}: ${first.shut}`,
      stack: environment.environment,
      address: first.role?.address,
      service,
      groups: members.map((each) => each.name),
      role: role.name,
      at: members[0]?.source,
    },
  ]
}

const namesOf = (members: readonly { readonly name: string }[]): string => members.map((each) => each.name).join(', ')
