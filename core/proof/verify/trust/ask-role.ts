import type { Position } from '../../../model/diagnostic'
import type { Member, RoleAccess, ServiceAccess } from '../../../model/graph'
import type { PolicyDocument, Statement } from '../../../policy/document'
import type { Difference } from '../types'
import { codeClasses } from '../../../policy/code-classes'
import { opening, type Opens } from '../../../policy/opening'
import { crowded } from './opens'
import { refusals } from './refusals'
import { rightAttempt, type Way } from './refusals/way'

/** A role whose rendered trust policy is asked who gets in. */
export interface TrustQuestion {
  readonly environment: string
  readonly name: string
  readonly arn: string
  readonly address: string
  readonly trust: PolicyDocument
  /** What the files declare; `undefined` where they declare no such role, and so nobody may open it. */
  readonly declared: Pick<RoleAccess, 'groups' | 'services'> | undefined
  readonly place: Way['place']
  /** Every service of the mesh, as the role's account sees it. */
  readonly services: readonly ServiceAccess[]
  /** Every code that was ever given → its group; retired ones, too. */
  readonly codes: ReadonlyMap<string, string>
  readonly sourceIdentity: string
  /** The line of the mesh that the role comes from. */
  readonly at: Position | undefined
}

/** What a role's trust policy answered. */
export interface TrustAnswer {
  /** Service × group: the complete matrix. */
  readonly matrix: number
  /** Attempts that must be refused. */
  readonly refusals: number
  readonly differences: readonly Difference[]
}

/** The answers of several roles as one. */
export const allAnswers = (answers: readonly TrustAnswer[]): TrustAnswer => ({
  matrix: answers.reduce((sum, each) => sum + each.matrix, 0),
  refusals: answers.reduce((sum, each) => sum + each.refusals, 0),
  differences: answers.flatMap((each) => each.differences),
})

/** Asks a role's trust policy for every service, every group, and everything that must be refused. */
export function askRole(question: TrustQuestion): TrustAnswer {
  const classes = codeClasses(question.trust, [...question.codes.keys()])
  const opens = opening(question.trust)
  const answers = question.services.map((service) => askService(question, service, classes, opens))
  return {
    matrix: question.services.length * question.codes.size,
    refusals: answers.reduce((sum, each) => sum + each.refusals, 0),
    differences: answers.flatMap((each) => each.differences),
  }
}

type Answer = Omit<TrustAnswer, 'matrix'>

function askService(
  question: TrustQuestion,
  service: ServiceAccess,
  classes: readonly (readonly string[])[],
  opens: Opens,
): Answer {
  const { trust, declared, codes, name, arn: role, place, sourceIdentity } = question
  const leads = declared?.services.includes(service.name) ?? false
  const members = new Map(leads ? declared?.groups.map((each) => [each.code, each] as const) : [])
  const own = new Set(members.keys())
  const answers = classes.flatMap((alike) => {
    // What is alike to the policy need not be alike to the files: both kinds are asked for.
    const parts = [alike.filter((code) => own.has(code)), alike.filter((code) => !own.has(code))]
    return parts.flatMap((part): Answer[] => {
      const [code, ...rest] = part
      if (code === undefined) return []
      const way: Way = { service, role, place, code, own, sourceIdentity }
      const tell = (what: string, at = question.at): Difference => {
        const group = codes.get(code) ?? code
        const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`
        const message = `${name} ${what.replace('…', `${group}${more} through ${service.name}`)}`
        const { environment, address } = question
        return { kind: 'trust', environment, role: name, group, service: service.name, address, message, at }
      }
      const member = members.get(code)
      return [member ? askMember(trust, opens, way, member, tell) : askStranger(opens, way, tell)]
    })
  })
  return {
    refusals: answers.reduce((sum, each) => sum + each.refusals, 0),
    differences: answers.flatMap((each) => each.differences),
  }
}

type Tell = (what: string, at?: Position) => Difference

function askStranger(opens: Opens, way: Way, tell: Tell): Answer {
  const differences = opens(rightAttempt(way)) ? [tell('opens to …, which no line declares')] : []
  return { refusals: 0, differences }
}

function askMember(trust: PolicyDocument, opens: Opens, way: Way, member: Member, tell: Tell): Answer {
  if (!opens(rightAttempt(way))) return { refusals: 0, differences: [tell('does not open to …', member.source)] }
  if (!crowded(way.code).every((value) => opens(rightAttempt(way, value))))
    return { refusals: 0, differences: [tell('does not open to … in a session of many groups', member.source)] }
  const attempts = refusals(way)
  const differences = attempts
    .filter(({ attempt, added }) => (added ? opening(withAdded(trust, added)) : opens)(attempt))
    .map(({ fault }) => tell(`opens to … ${fault}`))
  return { refusals: attempts.length, differences }
}

const withAdded = (trust: PolicyDocument, added: readonly Statement[]): PolicyDocument => ({
  ...trust,
  Statement: [...trust.Statement, ...added],
})
