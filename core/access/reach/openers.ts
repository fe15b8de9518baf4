import { codeClasses } from '../../policy/code-classes'
import { IDENTITY_KEY } from '../../policy/condition-keys'
import type { PolicyDocument } from '../../policy/document'
import { isReadable, opening } from '../../policy/opening'
import { sampleIdentity } from '../../policy/source-identity'
import type { FindingRule } from '../../model/risk/rules'
import { attempts, foreign } from './attempts'
import type { Names } from './names'
import { answerable, codesNamed, unclearGroups } from './trust-conditions'
import { shapeOf } from './trust-shape'
import { valuesOf, waysInto, type Way } from './ways'

/** A group that opens a role through a service. */
export interface Opener {
  readonly service: string
  readonly group: string
}

/** Who opens a role by its trust policy, and what is wrong with that policy. */
export interface OpenedBy {
  readonly openers: readonly Opener[]
  readonly faults: readonly TrustFault[]
  /** Why others may open it, too. @default - nothing makes one think so */
  readonly unclear?: string
}

export interface TrustFault {
  readonly rule: Extract<FindingRule, 'open-trust' | 'source-identity-removed' | 'unknown-code' | 'unknown-provider'>
  /** Goes on after the role's name. */
  readonly says: string
}

/** Sessions of nobody in the mesh; the code is none, so that no policy can name it. */
const STRANGER = { identity: 'stranger@elsewhere.invalid', code: '-zZ-' }

/** What a trust policy answers to the attempts of one way. */
interface Answer {
  readonly service: string
  /** Codes that open the role. */
  readonly opened: readonly string[]
  /** Whether codes that the policy does not name open it, too. */
  readonly others: boolean
  readonly faults: readonly TrustFault[]
}

/**
 * Asks trust policies who opens their roles: every service and every group, and whoever should not. Trust policies name
 * no role, and mostly differ in their codes alone: each shape is asked once.
 */
export function trustReader(
  names: Names,
  services: readonly string[],
): (trust: PolicyDocument, role: string) => OpenedBy {
  const known = new Map<string, Asked>()
  return (trust, role) => {
    const document = answerable(trust)
    const ask = (of: PolicyDocument, codes: readonly string[]): Asked => ({
      answers: answersOf(of, codes, role, names, services),
      unclear: isReadable(of) ? unclearGroups(of) : UNCERTAIN,
    })
    const shape = shapeOf(document)
    const asked = shape
      ? (known.get(shape.key) ?? ask(shape.document, [...shape.codes.keys()]))
      : ask(document, [...new Set([...Object.keys(names.groups), ...codesNamed(document)])])
    if (shape) known.set(shape.key, asked)
    const unclear = document === trust || isReadable(trust) ? asked.unclear : UNCERTAIN
    return { ...openedBy(asked.answers, shape?.codes, names), ...(unclear !== undefined && { unclear }) }
  }
}

const UNCERTAIN = 'has a trust policy whose meaning is not certain'

interface Asked {
  readonly answers: readonly Answer[]
  readonly unclear: string | undefined
}

/** @param codes what the codes of the answers stand for; `undefined` where they are the mesh's own, all of them */
function openedBy(
  answers: readonly Answer[],
  codes: ReadonlyMap<string, string> | undefined,
  { groups }: Names,
): OpenedBy {
  const mentioned = new Set(codes?.values())
  const openers: Opener[] = []
  const faults = new Map<string, TrustFault>()
  const blame = (fault: TrustFault): void => void faults.set(`${fault.rule} ${fault.says}`, fault)
  for (const { service, opened, others, faults: found } of answers) {
    const named = opened.map((each) => codes?.get(each) ?? each)
    const rest = others && codes ? Object.keys(groups).filter((each) => !mentioned.has(each)) : []
    for (const code of [...named, ...rest]) {
      const group = groups[code]
      openers.push({ service, group: group ?? `*.${code}.*` })
      if (group === undefined)
        blame({ rule: 'unknown-code', says: `opens to the code ${code}, which belongs to no group` })
    }
    found.forEach(blame)
  }
  return { openers, faults: [...faults.values()] }
}

function answersOf(
  trust: PolicyDocument,
  codes: readonly string[],
  role: string,
  names: Names,
  services: readonly string[],
): readonly Answer[] {
  const opens = opening(trust)
  const classes = codeClasses(trust, codes)
  const identities = valuesOf(trust, IDENTITY_KEY).map(sampleIdentity)
  return waysInto(trust, names, services).map((way): Answer => {
    const asks = attempts(way, role, names, [...identities, undefined])
    const strange = (groups: string | undefined): boolean => foreign(way, role, names, identities, groups).some(opens)
    const lets = (groups: string | undefined): boolean => asks(groups).some(opens) || strange(groups)
    const opened = classes.filter(([code = '']) => lets(groupsOf(code)))
    const others = lets(groupsOf(STRANGER.code))
    const anybody = lets(undefined)
    const faults: TrustFault[] = []
    const through = `through ${way.service.name}`
    if ((opened.length > 0 || others || anybody) && !names.services[way.service.name])
      faults.push({
        rule: 'unknown-provider',
        says: `trusts ${way.service.provider}, which is no service of the environment`,
      })
    if (anybody) faults.push({ rule: 'open-trust', says: `opens ${through} without a group` })
    else if (others) faults.push({ rule: 'open-trust', says: `opens ${through} to codes that belong to no group` })
    const samples = [...opened.map(([code = '']) => code), STRANGER.code].map(groupsOf)
    if ([...samples, undefined].some(strange))
      faults.push({ rule: 'open-trust', says: `opens ${through} to tokens that are made for others` })
    if (opened.length + Number(others) > 0 && withoutIdentity(way, role, names, samples).some(opens))
      faults.push({ rule: 'source-identity-removed', says: `opens ${through} without a source identity of the mesh` })
    return { service: way.service.name, opened: opened.flat(), others, faults }
  })
}

const groupsOf = (code: string): string => `.${code}.`

/** Identity pools cannot pass a source identity on. */
const withoutIdentity = (
  way: Way,
  role: string,
  names: Names,
  samples: readonly string[],
): ReturnType<typeof foreign> =>
  way.service.protocol === 'cognito' ? [] : samples.flatMap(attempts(way, role, names, [STRANGER.identity, undefined]))
