import type { Sensitivity } from '../../model/sensitivity'
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
  return {
    mesh: value.mesh,
    environment: value.environment,
    services: entries(value.services, readService),
    groups: entries(value.groups, text),
    databases: entries(value.databases, readDataset),
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

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function entries<T>(value: unknown, read: (value: unknown) => T | undefined): Readonly<Record<string, T>> {
  const found = Object.entries(isJson(value) ? value : {}).flatMap(([key, each]): [string, T][] => {
    const one = read(each)
    return one === undefined ? [] : [[key, one]]
  })
  // A null prototype, since keys are what a file says: `__proto__` is one like any other.
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(found))
}
