import {
  compareText,
  error,
  formatPosition,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type Position,
} from './diagnostic'
import { checkMesh } from './checks'
import { checkEnvironmentFiles } from './checks/environment-files'
import type { Folder } from './folder'
import type { Mesh, TextFile } from './mesh'
import { conflictIn } from './merge-conflict'
import { LOCK_FILE, readLock, type LockRead } from './lock-file'
import { EMPTY_REGISTRY } from './registry'
import { pathInFile, splitPersonas } from './environment-personas'
import { namedServices } from './every-service'
import { environmentSchema, type EnvironmentFile, type EnvironmentSettings } from './schema/environment'
import { meshSchema, type MeshSettings } from './schema/mesh'
import { readBySchema } from './schema/read'
import { mergeTemplates, readTemplateFiles, unusedTemplates } from './template-files'
import { TEMPLATE_FOLDER, templateName } from './template-name'
import { xmlText } from './xml-text'
import { readYaml, type YamlFile } from './yaml-file'

export const MESH_FILE = 'mesh.yaml'

/** A mesh folder, read. */
export interface Loaded {
  /** `undefined` where there is an error: nothing is rendered from half a mesh. */
  readonly mesh: Mesh | undefined
  /** Errors and warnings, sorted by place. */
  readonly diagnostics: readonly Diagnostic[]
  /** The texts that positions point into, by file name as the user would write it. */
  readonly texts: ReadonlyMap<string, string>
  /** Every text that was read, by its path inside the mesh folder or, for built-in templates, inside the project. */
  readonly inputs: ReadonlyMap<string, string>
}

export interface LoadOptions {
  /** The built-in policy templates. */
  readonly builtIn: Folder
  /** Decides which certificates have expired. */
  readonly now: Date
  /** Whether what only breaks rules across files leaves the mesh to be rendered. @default false */
  readonly unchecked?: boolean
  /** Groups that the lock file had before it was changed in memory. @default - those that it has */
  readonly locked?: ReadonlySet<string>
}

/** Reads and checks a mesh folder; collects every fault and throws none. */
export function loadMesh(folder: Folder, options: LoadOptions): Loaded {
  const texts = new Map<string, string>()
  const inputs = new Map<string, string>()
  const label = (name: string): string =>
    folder.label === '' || folder.label === '.' ? name : `${folder.label}/${name}`
  const known = new Map<string, string | undefined>()
  const textOf = (name: string): string | undefined => {
    if (!known.has(name)) known.set(name, folder.read(name))
    return known.get(name)
  }
  const read = (name: string): TextFile | undefined => {
    const text = textOf(name)
    if (text === undefined) return undefined
    texts.set(label(name), text)
    inputs.set(name, text)
    return { file: label(name), text }
  }
  const unreadable = (name: string, at: Position = { file: label(name), line: 1, column: 1 }): Diagnostic[] => {
    const why = textOf(name) === undefined ? folder.unreadable?.(name) : undefined
    return why === undefined ? [] : [error(why.code, `${label(name)} ${why.message}`, at, why.hint)]
  }

  const meshText = read(MESH_FILE)
  if (!meshText) {
    const misfit = folder.misfit?.()
    if (misfit !== undefined) return { mesh: undefined, texts, inputs, diagnostics: [noFolder(folder.label, misfit)] }
    const linked = unreadable(MESH_FILE)
    if (linked.length > 0) return { mesh: undefined, texts, inputs, diagnostics: linked }
    const at: Position = { file: label(MESH_FILE), line: 1, column: 1 }
    const misnamed = folder.list().find((name) => /^mesh\.ya?ml$/i.test(name))
    const hint = misnamed
      ? `name ${misnamed} ${MESH_FILE}`
      : 'name the mesh folder with MESH_DIR or --mesh, or make one with `trustloom init DIR`'
    return {
      mesh: undefined,
      texts,
      inputs,
      diagnostics: [error('no-mesh', `there is no ${label(MESH_FILE)}`, at, hint)],
    }
  }
  const meshYaml = readUnlessConflict(meshText)
  const settings = readBySchema(meshYaml, meshSchema)

  const names = folder.list()
  const sources = new Map<string, YamlFile>()
  const environments = new Map<string, EnvironmentFile>()
  const templateFiles = folder.list(TEMPLATE_FOLDER).filter((each) => templateName(each) !== undefined)
  const diagnostics: Diagnostic[] = [
    ...settings.diagnostics,
    ...checkEnvironmentFiles(folder, names, label),
    ...[LOCK_FILE, ...templateFiles].flatMap((each) => unreadable(each)),
  ]
  for (const file of names.filter((each) => /^[^/]+\.yaml$/.test(each) && each !== MESH_FILE).sort(compareText)) {
    const text = read(file)
    if (!text) {
      diagnostics.push(...unreadable(file))
      continue
    }
    const source = readUnlessConflict(text)
    const environment = readBySchema<EnvironmentFile>(source, environmentSchema)
    const name = file.replace(/\.yaml$/, '')
    sources.set(name, source)
    diagnostics.push(...environment.diagnostics)
    if (environment.value) environments.set(name, environment.value)
  }

  const lock = readLockFile(read(LOCK_FILE), label(LOCK_FILE))
  diagnostics.push(...lock.diagnostics)
  if (!settings.value) return { mesh: undefined, texts, inputs, diagnostics: sortDiagnostics(diagnostics) }

  const metadata = Object.entries(settings.value.services).flatMap(([name, each]) =>
    each.protocol === 'saml'
      ? [{ file: each.metadata, path: ['services', name, 'metadata'] }]
      : each.protocol === 'cognito' && each.userPool
        ? [{ file: each.userPool.metadata, path: ['services', name, 'userPool', 'metadata'] }]
        : [],
  )
  const { directory, services } = settings.value
  const named = [...metadata, ...(directory === undefined ? [] : [{ file: directory, path: ['directory'] }])]
  diagnostics.push(...named.flatMap(({ file, path }) => unreadable(file, meshYaml.locate(path))))
  const templates = readTemplateFiles(folder, options.builtIn, read)
  for (const { file, text } of templates.builtIn.values()) if (!inputs.has(file)) inputs.set(file, text)
  const workplaces = new Map([...environments].map(([name, each]) => [name, settingsOf(each, services)]))
  const mesh: Mesh = {
    settings: settings.value,
    environments: workplaces,
    registry: lock.registry ?? EMPTY_REGISTRY,
    metadata: new Map(metadata.flatMap(({ file }) => entry(file, xmlFile(read(file))))),
    directory: directory === undefined ? undefined : read(directory),
    templates: mergeTemplates(templates),
    places: {
      mesh: (path) => meshYaml.locate(path),
      meshKey: (path) => meshYaml.locateKey(path),
      environment: (name, path) => sources.get(name)?.locate(pathInFile(workplaces.get(name) ?? NOTHING, path)),
      lock: (path) => lock.source.locateKey(path),
      isPlain: (name, path) => sources.get(name)?.isPlain(path) ?? false,
    },
  }
  diagnostics.push(...unusedTemplates(templates, mesh))
  // A value that is wrong in itself breaks rules across files, too: only its own fault is told.
  const told = new Set(diagnostics.flatMap(({ at }) => (at ? [formatPosition(at)] : [])))
  const checked = checkMesh(mesh, {
    now: options.now,
    complete: !hasErrors(diagnostics),
    ...(options.locked && { locked: options.locked }),
  })
  const all = sortDiagnostics([...diagnostics, ...checked.filter(({ at }) => !at || !told.has(formatPosition(at)))])
  return { mesh: hasErrors(options.unchecked ? diagnostics : all) ? undefined : mesh, texts, inputs, diagnostics: all }
}

function noFolder(label: string, misfit: string): Diagnostic {
  const lies = /^(.+)\/[^/]*$/.exec(label)?.[1] ?? '.'
  const hint = `name the folder that it lies in: --mesh ${lies}`
  return error('no-mesh', `${label} ${misfit}`, { file: label, line: 1, column: 1 }, hint)
}

/** An environment as its file says it, in the one form that everything else knows. */
const settingsOf = (file: EnvironmentFile, services: MeshSettings['services']): EnvironmentSettings => ({
  ...file,
  services: namedServices(file, services),
  ...splitPersonas(file),
})

/** Of a file that could not be read. */
const NOTHING = { personaSettings: {} }

/** Where a checkout has other ends of lines, what is rendered of it must be the same. */
const xmlFile = (file: TextFile | undefined): TextFile | undefined => file && { ...file, text: xmlText(file.text) }

const entry = <T>(key: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[key, value]])

function readUnlessConflict({ file, text }: TextFile): YamlFile {
  const conflict = conflictIn({ file, text })
  return conflict ? { ...readYaml(file, ''), text, diagnostics: [conflict] } : readYaml(file, text)
}

function readLockFile(lock: TextFile | undefined, file: string): LockRead {
  return lock
    ? readLock(lock.file, lock.text)
    : { registry: EMPTY_REGISTRY, source: readYaml(file, '{}'), diagnostics: [] }
}
