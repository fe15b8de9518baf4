import { error, type Diagnostic, type Position } from '../diagnostic'
import { RESERVED_NAMES } from '../mesh'
import { BUILT_IN_PERSONAS } from '../personas'
import { policyHint } from '../template-name'
import { repeated, twice, type Check } from './check'

/** A persona's name is free, what it may do is said, and its policies exist. */
export const checkPersonas: Check = ({ mesh, personas }) =>
  Object.entries(mesh.settings.personas).flatMap(([name, settings]): Diagnostic[] => {
    const at = (...path: (string | number)[]): Position | undefined => mesh.places.mesh(['personas', name, ...path])
    const found: Diagnostic[] = []
    if (RESERVED_NAMES.has(name)) {
      found.push(
        error(
          'reserved-name',
          `${name} is a reserved name`,
          at(),
          `choose another; reserved are ${[...RESERVED_NAMES].join(', ')}`,
        ),
      )
    }
    if (!Object.hasOwn(BUILT_IN_PERSONAS, name) && settings.data === undefined) {
      found.push(
        error(
          'missing-key',
          `the persona ${name} needs \`data\``,
          at(),
          'for example { database: [DESCRIBE], table: [DESCRIBE] }',
        ),
      )
    }
    const persona = personas.get(name)
    const { database = [], table = [] } = persona?.data ?? {}
    if (!database.includes('DESCRIBE') && (database.length > 0 || table.length > 0)) {
      found.push(
        error(
          'persona-level',
          `the persona ${name} cannot see the databases that it has permissions in`,
          at('data'),
          'add DESCRIBE to data.database',
        ),
      )
    }
    for (const index of repeated(settings.policies ?? [])) {
      found.push(twice(settings.policies?.[index], at('policies', index)))
    }
    for (const [level, permissions = []] of Object.entries(settings.data ?? {})) {
      for (const index of repeated<string>(permissions)) found.push(twice(permissions[index], at('data', level, index)))
    }
    settings.policies?.forEach((policy, index) => {
      if (mesh.templates.has(policy)) return
      const hint = policyHint(policy, mesh.templates.keys())
      found.push(error('unknown-policy', `there is no template ${policy}`, at('policies', index), hint))
    })
    return found
  })
