import { error, type Diagnostic } from '../diagnostic'
import { personaLines, type PersonaLines } from '../environment-personas'
import { personasOf, RESERVED_NAMES } from '../mesh'
import { ownValue } from '../own-value'
import { BUILT_IN_PERSONAS } from '../personas'
import { policyHint } from '../template-name'
import { repeated, twice, type Check, type CheckContext } from './check'

/** A persona's name is free, what it may do is said, and its policies exist: in mesh.yaml, and where an environment changes it. */
export const checkPersonas: Check = (context) => [
  ...Object.keys(context.mesh.settings.personas).flatMap((name) => checkOwn(context, name)),
  ...personaLines(context.mesh).flatMap((lines) => checkLines(context, lines)),
]

/** What holds for a persona itself, wherever it is. */
function checkOwn({ mesh }: CheckContext, name: string): Diagnostic[] {
  const at = mesh.places.mesh(['personas', name])
  const reserved = `choose another; reserved are ${[...RESERVED_NAMES].join(', ')}`
  const level = 'for example { database: [DESCRIBE], table: [DESCRIBE] }'
  const isWithout =
    !Object.hasOwn(BUILT_IN_PERSONAS, name) && ownValue(mesh.settings.personas, name)?.data === undefined
  return [
    ...(RESERVED_NAMES.has(name) ? [error('reserved-name', `${name} is a reserved name`, at, reserved)] : []),
    ...(isWithout ? [error('missing-key', `the persona ${name} needs \`data\``, at, level)] : []),
  ]
}

/** What holds for the keys that one file gives a persona. */
function checkLines({ mesh }: CheckContext, { persona, settings, environment, at }: PersonaLines): Diagnostic[] {
  const found: Diagnostic[] = []
  const place = environment === undefined ? undefined : mesh.environments.get(environment)
  // What an environment leaves as it is has been told in mesh.yaml.
  const isOwn = place === undefined || settings.data !== undefined
  const { database = [], table = [] } = personasOf(mesh.settings, place ?? MESH_ALONE).get(persona)?.data ?? {}
  if (isOwn && !database.includes('DESCRIBE') && (database.length > 0 || table.length > 0)) {
    const message = `the persona ${persona} cannot see the databases that it has permissions in`
    found.push(error('persona-level', message, at('data'), 'add DESCRIBE to data.database'))
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
}

const MESH_ALONE = { personaSettings: {} }
