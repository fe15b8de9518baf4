import { TerraformStack, type TerraformElement } from 'cdktf'

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
