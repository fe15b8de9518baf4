import type { RoleAccess } from '../../../../model/graph'
import type { TextFile } from '../../../../model/mesh'
import { roleVariables, roleShape } from '../../../../policy/role-variables'
import { compileTemplate } from '../../../../policy/template'
import type { DeclaredScope } from './scope'

/** Whether a stack gives a role an inline policy of that name. */
export type HasPolicy = (role: string, policy: string) => boolean

/**
 * Whether a role must have a policy that it names: a template all of whose statements are conditional may have nothing
 * to say to it, and is left out then. Only asked of a policy that is not there, since rendering takes time.
 */
export function saysSomething(policy: string, { mesh, access }: DeclaredScope, role: RoleAccess): boolean {
  const template = mesh.templates.get(policy)
  if (!template || role.kind === 'home') return true
  const known = always.get(template) ?? hasUnconditional(template.text)
  always.set(template, known)
  if (known) return true
  const compiled = compileTemplate(template, roleShape, 'identity')
  return compiled.render(roleVariables(access, role, false)).Statement.length > 0
}

const always = new WeakMap<TextFile, boolean>()

/** Whether some statement stands outside every block of a template. */
function hasUnconditional(text: string): boolean {
  const marks = text.replace(/\{\{!--[^]*?--\}\}|\{\{![^]*?\}\}/g, '').matchAll(/\{\{~?([#/^])|"Effect"/g)
  let depth = 0
  for (const [, mark] of marks) {
    if (mark === undefined && depth === 0) return true
    if (mark === '#' || mark === '^') depth += 1
    else if (mark === '/') depth -= 1
  }
  return false
}
