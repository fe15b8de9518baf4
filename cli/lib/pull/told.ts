import { isDeepStrictEqual } from 'node:util'
import type { Folder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import { LOCK_FILE } from '../../../core/model/lock-file'
import type { ValuePath } from '../../../core/model/yaml-path'
import { readYaml, type YamlFile } from '../../../core/model/yaml-file'
import type { Cause, Changes } from './changes'
import { fileOf } from './every-service'
import type { YamlValue } from './yaml-text'

/** One change, with the line that says it. */
export interface Told {
  readonly kind: 'grant' | 'service' | 'trust' | 'code'
  /** As the user would write it. */
  readonly file: string
  readonly line: number
  /** In words, without the place. */
  readonly words: string
  readonly environment?: string
  readonly role?: string
  readonly group?: string
  readonly code?: string
  readonly service?: string
  readonly causes?: readonly Cause[]
}

/** Every change, in the order of files as `folder` has them after it. */
export function told(folder: Folder, { grants, services, codes }: Changes): Told[] {
  const files = new Map<string, YamlFile>()
  const open = (file: string): YamlFile => {
    const label = labelOf(folder, file)
    const known = files.get(file) ?? readYaml(label, folder.read(file) ?? '')
    files.set(file, known)
    return known
  }
  const at = (file: string, path: ValuePath): Pick<Told, 'file' | 'line'> => {
    const { file: label, line } = open(file).locateKey(path)
    return { file: label, line }
  }
  /** Where an item stands in a list. */
  const inList = (file: string, path: ValuePath, item: YamlValue): Pick<Told, 'file' | 'line'> => {
    const list = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], open(file).value)
    // Of `services: all` the key says it.
    return at(file, Array.isArray(list) ? [...path, list.findIndex((each) => isDeepStrictEqual(each, item))] : path)
  }
  return [
    ...services.flatMap(({ service, entry, metadata, environments, others, adopt, cause }): Told[] => [
      ...(entry
        ? [
            {
              kind: 'service' as const,
              ...at(MESH_FILE, ['services', service]),
              words: `the service ${service}${metadata ? `, with ${labelOf(folder, metadata.file)}` : ''}`,
              service,
              causes: [cause],
            },
          ]
        : []),
      ...environments.map((environment) => ({
        kind: 'trust' as const,
        ...inList(fileOf(environment), ['services'], service),
        words: `${environment} trusts the service ${service}${adopt.includes(environment) ? ', whose provider Terraform takes over' : ''}`,
        environment,
        service,
        causes: [cause],
      })),
      ...others.map((environment) => ({
        kind: 'trust' as const,
        ...at(fileOf(environment), ['services']),
        words: `${environment} trusts the service ${service}, since its \`services\` is all`,
        environment,
        service,
        causes: [cause],
      })),
    ]),
    ...grants.map(({ environment, path, item, role, group, causes }) => ({
      kind: 'grant' as const,
      ...inList(fileOf(environment), path, item),
      words: `${group} opens ${role}`,
      environment,
      role,
      group,
      causes,
    })),
    ...codes.map(({ group, code }) => ({
      kind: 'code' as const,
      ...at(LOCK_FILE, ['groups', group]),
      words: `${group} keeps the code ${code}`,
      group,
      code,
    })),
  ]
}

/** `environments/lab.yaml:7: ADG-X opens acme-lab-reader (jane, of trials: CR-1)` */
export function toldLine({ file, line, words, causes = [] }: Told): string {
  const why = causes.map(
    ({ by, dataset, reason }) => `${by}${dataset === undefined ? '' : `, of ${dataset}`}: ${reason}`,
  )
  return `${file}:${line}: ${words}${why.length === 0 ? '' : ` (${why.join('; ')})`}`
}

/** A file of the mesh folder as the user would write it. */
export const labelOf = ({ label }: Folder, file: string): string =>
  label === '' || label === '.' ? file : `${label}/${file}`
