import { NO_RULES, writtenRules, type ChangeRules, type EntryApproval } from '../../model/change-rules'
import { RISKS, type Risk } from '../../model/risk/levels'
import type { WaiverSettings } from '../../model/schema/waiver'
import type { Sensitivity } from '../../model/sensitivity'
import { canonical } from '../canonical'
import type { Value } from '../expression'
import { isJson } from './format'

/**
 * The output `trustloom` of a stack: names, and no permission. Written by us, but read from files that anybody may have
 * touched: what is not of the right form is left out.
 */
export interface ReadOutput {
  readonly mesh: string
  readonly environment: string
  readonly services: Readonly<Record<string, ReadService>>
  /** Code → group. */
  readonly groups: Readonly<Record<string, string>>
  /** Glue database → dataset. */
  readonly databases: Readonly<Record<string, ReadDataset>>
  /** @default - a stack that was rendered before it was told */
  readonly rules?: ChangeRules
}

export interface ReadService {
  readonly protocol: 'saml' | 'oidc' | 'cognito'
  readonly provider: string
  readonly clientIds: readonly string[]
  /** Of SAML, the audience of its assertions. @default - that of the partition */
  readonly audience?: string
}

export interface ReadDataset {
  readonly dataset: string
  readonly bucket: string
  readonly classification: string
  /** @default - a stack that was rendered before it was told */
  readonly sensitivity: Sensitivity | undefined
  readonly owner: string
}

/** `undefined` for what is no such output. */
export function readOutput(value: unknown): ReadOutput | undefined {
  if (!isJson(value) || typeof value.mesh !== 'string' || typeof value.environment !== 'string') return undefined
  const rules = readRules(value.rules)
  return {
    mesh: value.mesh,
    environment: value.environment,
    services: entries(value.services, readService),
    groups: entries(value.groups, text),
    databases: entries(value.databases, readDataset),
    ...(rules && { rules }),
  }
}

function readService(value: unknown): ReadService | undefined {
  if (!isJson(value) || typeof value.provider !== 'string') return undefined
  const { protocol, provider, clientIds, audience } = value
  if (protocol !== 'saml' && protocol !== 'oidc' && protocol !== 'cognito') return undefined
  return {
    protocol,
    provider,
    clientIds: Array.isArray(clientIds) ? clientIds.filter((each) => text(each)) : [],
    ...(typeof audience === 'string' && { audience }),
  }
}

function readDataset(value: unknown): ReadDataset | undefined {
  if (!isJson(value)) return undefined
  const { dataset, bucket, classification, sensitivity, owner } = value
  if (typeof dataset !== 'string' || typeof bucket !== 'string') return undefined
  return {
    dataset,
    bucket,
    classification: text(classification) ?? '',
    sensitivity:
      sensitivity === 'public' || sensitivity === 'ordinary' || sensitivity === 'sensitive' ? sensitivity : undefined,
    owner: text(owner) ?? '',
  }
}

function readRules(value: unknown): ChangeRules | undefined {
  if (!isJson(value)) return undefined
  const [failOn, directory] = [RISKS.find((each) => each === value.failOn), text(value.directory)]
  return {
    risk: entries(value.risk, (each): Risk | undefined => RISKS.find((risk) => risk === each)),
    ...(failOn && failOn !== 'none' && { failOn }),
    ...(directory !== undefined && { directory }),
    classifications: list(value.classifications, text),
    retired: entries(value.retired, text),
    waivers: list(value.waivers, readWaiver),
    stewards: entries(value.stewards, (each) => list(each, text)),
    approvals: list(value.approvals, readApproval),
  }
}

function readWaiver(value: unknown): WaiverSettings | undefined {
  const { rule, at, reason } = isJson(value) ? value : {}
  return typeof rule === 'string' && typeof at === 'string' ? { rule, at, reason: text(reason) ?? '' } : undefined
}

function readApproval(value: unknown): EntryApproval | undefined {
  const { dataset, role, tables, approvedBy } = isJson(value) ? value : {}
  if (typeof dataset !== 'string' || typeof role !== 'string' || typeof approvedBy !== 'string') return undefined
  return { dataset, role, ...(tables !== undefined && { tables: list(tables, text) }), approvedBy }
}

/** What a stack says of itself, without the rules that are read of it: those that say anything else stay. */
export function withoutRules(value: unknown): unknown {
  if (!isJson(value) || !isJson(value.rules)) return value
  const { rules, ...rest } = value
  const read = new Map<string, unknown>(Object.entries(writtenRules(readRules(rules) ?? NO_RULES)))
  const others = Object.entries(rules).filter(([key, each]) => sense(read.get(key)) !== sense(each))
  return others.length === 0 ? rest : { ...rest, rules: Object.fromEntries(others) }
}

const sense = (value: unknown): string => canonical(value as Value)

const list = <T>(value: unknown, read: (value: unknown) => T | undefined): readonly T[] =>
  (Array.isArray(value) ? value : []).map(read).filter((each) => each !== undefined)

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function entries<T>(value: unknown, read: (value: unknown) => T | undefined): Readonly<Record<string, T>> {
  const found = Object.entries(isJson(value) ? value : {}).flatMap(([key, each]): [string, T][] => {
    const one = read(each)
    return one === undefined ? [] : [[key, one]]
  })
  // A null prototype, since keys are what a file says: `__proto__` is one like any other.
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(found))
}
