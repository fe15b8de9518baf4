import { isDeepStrictEqual } from 'node:util'
import { ownValue } from '../../core/model/own-value'
import { UserError } from './fail'
import type { Prepared } from './prepare'

/** What an output keeps of the mesh that it is of. */
export interface OwnerRecord {
  /** The mesh's name. */
  readonly mesh: string
  readonly hub: { readonly partition: string; readonly account: string; readonly region: string }
  /** Environment → account, of the stacks in the output. */
  readonly environments: Readonly<Record<string, string>>
}

/** A mesh, as it stands beside an output. */
export interface Owner extends OwnerRecord {
  /** Environment → account, as the lock file had them before this synth: also those that are gone since. */
  readonly locked: Readonly<Record<string, string>>
}

export function ownerOf({ mesh }: Prepared): Owner {
  const { settings, environments, registry } = mesh
  const { account, region } = settings.hub
  return {
    mesh: settings.mesh,
    hub: { partition: settings.partition, account, region },
    environments: Object.fromEntries([...environments].map(([name, each]) => [name, each.account])),
    locked: Object.fromEntries(Object.entries(registry.environments).map(([name, each]) => [name, each.account])),
  }
}

/**
 * An output belongs to one mesh: the stacks of two would be applied as one. A mesh is what AWS would take for it, wherever
 * its folder lies: it has the name, the hub's account and Region, and one of the environments in the same account, or its
 * lock file has.
 *
 * @param record what the output keeps of its mesh, if anything; an older Trustloom kept less
 * @throws {UserError} where the output is of another mesh
 */
export function requireOutputOf(folder: string, record: Partial<Record<keyof OwnerRecord, unknown>>, own: Owner): void {
  const other = otherMesh(record, own)
  if (other === undefined) return
  const hint = `name another folder for ${own.mesh} (CDKTF_OUTDIR or --synth), or remove ${folder} first`
  throw new UserError(`${folder} holds the output of ${other}`, hint)
}

/** Which other mesh it is, in words; `undefined` where it is none. */
function otherMesh(
  { mesh, hub, environments }: Partial<Record<keyof OwnerRecord, unknown>>,
  own: Owner,
): string | undefined {
  if (typeof mesh !== 'string') return undefined
  if (mesh !== own.mesh) return `the mesh ${mesh}`
  if (isObject(hub) && !isDeepStrictEqual({ ...hub }, { ...own.hub }))
    return `another mesh ${mesh}: its hub is in ${[hub.partition, hub.account, hub.region].map(String).join(', ')}`
  const rendered = Object.entries(isObject(environments) ? environments : {})
  const isKnown = ([name, account]: [string, unknown]): boolean =>
    [own.environments, own.locked].some((known) => ownValue(known, name) === account)
  if (rendered.length === 0 || rendered.some(isKnown)) return undefined
  const listed = rendered.map(([name, account]) => `${name} in ${String(account)}`).join(', ')
  return `another mesh ${mesh}: this one has none of its environments (${listed})`
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
