import type { PolicyDocument } from '../../../../core/policy/document'
import { evaluate, type Context } from '../../../../core/policy/evaluate'
import type { CompiledRunRole } from '../../../../core/policy/runs'
import { build, type Built } from '../../../support/mesh'
import { fixtureFolder } from '../../proof/verify/meshes'

/** The mesh whose runs get credentials. */
export const runsMesh = (): Built => build(fixtureFolder('runs'))

/** A role of runs, by its key. */
export function runRole({ compiled }: Built, key: string): CompiledRunRole {
  const found = compiled.bootstraps.flatMap(({ roles }) => roles).find((each) => each.key === key)
  if (!found) throw new Error(`there is no role ${key}`)
  return found
}

/** What a role may do. */
export function rightsOf(role: CompiledRunRole): (action: string, resource?: string, context?: Context) => boolean {
  const policies: readonly PolicyDocument[] = Object.values(role.policies)
  const principal = { type: 'AWS', id: role.arn } as const
  return (action, resource = '*', context = {}) =>
    evaluate(policies, { principal, action, resource, context }).effect === 'Allow'
}
