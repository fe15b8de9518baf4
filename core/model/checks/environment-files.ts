import { error, warning, type Diagnostic } from '../diagnostic'
import type { Folder } from '../folder'
import { TEMPLATE_FOLDER, templateName } from '../template-name'

/** Files of a mesh folder that would be passed over though somebody meant them. */
export function checkEnvironmentFiles(
  folder: Folder,
  names: readonly string[],
  label: (name: string) => string,
): Diagnostic[] {
  return names.flatMap((name) => {
    const at = { file: label(name), line: 1, column: 1 }
    if (/^[^/]+\.ya?ml$/i.test(name) && !name.endsWith('.yaml')) {
      const right = name.replace(/\.ya?ml$/i, '.yaml')
      return [error('file-name', `${label(name)} would not be read`, at, `name it ${right}`)]
    }
    if (/^[^/.]+$/.test(name) && isEnvironment(folder.read(name) ?? '')) {
      const hint = `name it ${name}.yaml, or move it out of the mesh folder`
      return [warning('file-name', `${label(name)} looks like an environment's file and is not read`, at, hint)]
    }
    const environment = /^([^/]+)\.yaml$/.exec(name)?.[1]
    if (environment !== undefined && !/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(environment)) {
      const hint = "a file's name is the environment's: 1 to 40 lower-case letters, digits and dashes"
      return [error('file-name', `${environment} cannot be the name of an environment`, at, hint)]
    }
    if (name.endsWith('.hbs') && templateName(name) === undefined) {
      return [
        error(
          'file-name',
          `${label(name)} would not be read`,
          at,
          `a policy template is called ${TEMPLATE_FOLDER}/<name>.json.hbs`,
        ),
      ]
    }
    if (/\/.*\.ya?ml$/i.test(name)) {
      const hint = 'an environment lies beside mesh.yaml: move it there, or out of the mesh folder'
      return [warning('file-name', `${label(name)} is in a folder of its own and is not read`, at, hint)]
    }
    if (/^[^/]+\.ya?ml~|\.orig$|\.rej$/.test(name)) {
      return [warning('file-name', `${label(name)} looks like a leftover and is not read`, at, 'delete it')]
    }
    return []
  })
}

/** Every key that an environment must have begins a line of its own. */
const isEnvironment = (text: string): boolean =>
  ['domain', 'stage', 'account', 'region'].every((key) => new RegExp(`^${key}:`, 'm').test(text))
