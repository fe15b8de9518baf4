import { formatPosition, type Position } from '../../model/diagnostic'
import { OWN_TEMPLATE } from '../../policy/lint'
import { unusedWaiver } from '../../policy/lint/mesh/waivers'
import type { Difference, DifferenceKind, Exception, Verification } from '.'

/** What `verify` prints: data for stdout, what is wrong for stderr. */
export interface VerificationText {
  readonly data: readonly string[]
  readonly messages: readonly string[]
}

/** Of one kind of difference, as many are told one by one; JSON has them all. */
const TOLD = 20

/** @param fileOf the path of a stack's Terraform JSON */
export function verificationText(verification: Verification, fileOf: (stack: string) => string): VerificationText {
  const { decisions, differences, lints, exceptions, waivers } = verification
  const { matrix, refusals, permissions, home, facts } = decisions
  const total = matrix + refusals + permissions + home + facts
  const errors = lints.failures.filter((each) => each.severity === 'error')
  const wrong = differences.length + errors.length
  return {
    messages: [...byKind(differences, fileOf), ...findings(verification, fileOf), ...unused(verification)],
    data: [
      ...byReason(exceptions),
      ...[...lints.waived, ...waivers.waived].map(
        ({ waiver }) => `waived ${waiver.rule} at ${waiver.at}: ${waiver.reason}${place(waiver.source('rule'))}`,
      ),
      `${number(total)} decisions: ${number(matrix)} of services × roles × groups (all of them), ${number(refusals)} sign-ins` +
        ` that must be refused, ${number(permissions)} on data and keys, ${number(home)} on home storage, ${number(facts)} facts`,
      wrong === 0
        ? `everything is as the files say; ${counted(exceptions.length, 'exception')}, ${number(lints.waived.length + waivers.waived.length)} waived`
        : `${counted(wrong, 'difference')}`,
    ],
  }
}

/** What is an exception for the same reason stands together. */
function byReason(exceptions: readonly Exception[]): string[] {
  const reasons = new Map<string, Exception[]>()
  for (const each of exceptions) reasons.set(each.reason, [...(reasons.get(each.reason) ?? []), each])
  return [...reasons].flatMap(([reason, all]) => [
    `exception: ${reason}`,
    ...all.map(({ role, what, at }) => `  ${role} ${what}${place(at)}`),
  ])
}

function byKind(differences: readonly Difference[], fileOf: (stack: string) => string): string[] {
  const kinds = new Map<DifferenceKind, Difference[]>()
  for (const each of differences) kinds.set(each.kind, [...(kinds.get(each.kind) ?? []), each])
  return [...kinds].flatMap(([kind, all]) => {
    const more = all.length - TOLD
    return [
      ...all.slice(0, TOLD).flatMap((each) => describe(each, fileOf)),
      ...(more > 0 ? [`  … and ${number(more)} more of [${kind}]: --json tells all`] : []),
    ]
  })
}

function describe(
  {
    kind,
    environment,
    message,
    address,
    at,
    role,
    path,
    hint,
    isMissing = false,
    ownTemplates: [template] = [],
  }: Difference,
  fileOf: (stack: string) => string,
): string[] {
  const where = at ? `${formatPosition(at)} ` : ''
  const rendered = `${fileOf(environment)}${address === undefined ? '' : `: ${address}`}`
  const advice =
    template === undefined ? '' : `change the template, or waive ${OWN_TEMPLATE} at ${role}/${template} with a reason; `
  const line = `${where}error[${kind}] ${message}`
  if (path !== undefined) return [line, ...(hint === undefined ? [] : [`  = ${hint}`])]
  return [line, `  = ${advice}${isMissing ? 'it is not in' : 'rendered in'} ${rendered}`]
}

function findings({ lints }: Verification, fileOf: (stack: string) => string): string[] {
  return lints.failures.flatMap(({ rule, severity, subject, statement, message, hint }) => {
    const which = statement === null ? '' : `, statement ${statement + 1}`
    return [
      `${severity}[${rule}] ${subject.owner}/${subject.policy}${which}: ${message}`,
      `  = ${hint}; rendered in ${fileOf(subject.environment)}`,
    ]
  })
}

function unused({ waivers }: Verification): string[] {
  return waivers.unused.map(unusedWaiver).flatMap(({ code, severity, message, at, hint }) => {
    const where = at ? `${formatPosition(at)} ` : ''
    return [`${where}${severity}[${code}] ${message}`, `  = ${hint}`]
  })
}

const place = (at: Position | undefined): string => (at ? ` (${formatPosition(at)})` : '')

const counted = (value: number, word: string): string => `${number(value)} ${word}${value === 1 ? '' : 's'}`

/** Digits in groups of three, the same in every locale. */
const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
