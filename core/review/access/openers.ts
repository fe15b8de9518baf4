import { codeClasses } from '../../policy/code-classes'
import type { PolicyDocument } from '../../policy/document'
import { sampleIdentity } from '../../policy/source-identity'
import type { FindingRule } from '../../model/risk/rules'
import { attempts, foreign, opening } from './attempts'
import type { Names } from './names'
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
  const asked = new Map<string, readonly Answer[]>()
  return (trust, role) => {
    const shape = shapeOf(trust)
    if (!shape) return openedBy(answersOf(trust, Object.keys(names.groups), role, names, services), undefined, names)
    const answers = asked.get(shape.key) ?? answersOf(shape.document, [...shape.codes.keys()], role, names, services)
    asked.set(shape.key, answers)
    return openedBy(answers, shape.codes, names)
  }
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
  const identities = valuesOf(trust, 'sts:sourceidentity').map(sampleIdentity)
  return waysInto(trust, names, services).map((way): Answer => {
    const asks = attempts(way, role, names, [...identities, undefined])
    const opened = classes.filter(([code = '']) => asks(groupsOf(code)).some(opens))
    const others = asks(groupsOf(STRANGER.code)).some(opens)
    const faults: TrustFault[] = []
    const through = `through ${way.service.name}`
    if ((opened.length > 0 || others) && !names.services[way.service.name])
      faults.push({
        rule: 'unknown-provider',
        says: `trusts ${way.service.provider}, which is no service of the environment`,
      })
    if (asks(undefined).some(opens)) faults.push({ rule: 'open-trust', says: `opens ${through} without a group` })
    else if (others) faults.push({ rule: 'open-trust', says: `opens ${through} to codes that belong to no group` })
    const samples = [...opened.map(([code = '']) => code), STRANGER.code].map(groupsOf)
    if (samples.some((groups) => foreign(way, role, names, identities, groups).some(opens)))
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
