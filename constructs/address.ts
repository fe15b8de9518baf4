import { TerraformStack, type TerraformElement } from 'cdktf'
import { sha256 } from '../core/model/hash'

/**
 * A name as a part of an address. Terraform takes letters, digits, dashes and underscores there: a name with anything else
 * keeps those, and gets 6 hex digits of its SHA-256.
 */
export function addressPart(name: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(name)) return name
  return `${name.replace(/[^A-Za-z0-9_-]+/g, '_')}_${sha256(name).toString('hex').slice(0, 6)}`
}

const taken = new WeakMap<TerraformStack, Set<string>>()

/**
 * Gives a resource the address that its key says, so that adding one thing changes no other thing's address.
 * Throws where two resources of one type would have one address: Terraform would silently keep the last.
 */
export function named<T extends TerraformElement & { readonly terraformResourceType: string }>(
  resource: T,
  id: string,
): T {
  const stack = TerraformStack.of(resource)
  const ids = taken.get(stack) ?? new Set()
  taken.set(stack, ids)
  const address = `${resource.terraformResourceType}.${id}`
  if (ids.has(address)) throw new Error(`two resources have the address ${address}`)
  ids.add(address)
  resource.overrideLogicalId(id)
  return resource
}
