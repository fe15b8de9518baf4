import { posix } from 'node:path'
import { folderFault, type Folder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import { LOCK_FILE, printLock } from '../../../core/model/lock-file'
import { ownValue } from '../../../core/model/own-value'
import type { ValuePath } from '../../../core/model/yaml-path'
import { UserError } from '../fail'
import type { Changes, GrantChange } from './changes'
import { fileOf, namesEvery } from './every-service'
import { addKey, appendItems } from './yaml-edit'
import { Unchangeable } from './yaml-splice'
import { blockLines, pairText, type YamlValue } from './yaml-text'

/** The files that the changes make another, or new: path inside the mesh folder → text, the lock file last. */
export function changedFiles(folder: Folder, changes: Changes): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const read = (file: string): string => files.get(file) ?? folder.read(file) ?? ''
  const write = (file: string, text: string): void => {
    if (folder.read(file) !== text) files.set(file, text)
  }
  const change = (file: string, path: ValuePath, value: YamlValue, edit: (text: string) => string): void =>
    write(file, changed(read(file), edit, { file, path, value }))
  const append = (file: string, path: ValuePath, items: readonly YamlValue[]): void =>
    change(file, path, items, (text) => appendItems(text, path, items))

  for (const { service, entry, metadata, environments, adopt } of changes.services) {
    if (metadata) write(metadata.file, metadata.text)
    const path = ['services', service]
    if (entry) change(MESH_FILE, path, entry, (text) => addKey(text, path, entry))
    else if (adopt.length > 0) append(MESH_FILE, [...path, 'adopt'], adopt)
    for (const file of environments.map(fileOf)) if (!namesEvery(read(file))) append(file, ['services'], [service])
  }
  for (const [environment, path, items] of lists(changes.grants)) append(fileOf(environment), path, items)
  if (changes.codes.length > 0) write(LOCK_FILE, printLock(changes.registry))
  return files
}

/** What goes into each list. */
function lists(grants: readonly GrantChange[]): [string, ValuePath, YamlValue[]][] {
  const found = new Map<string, [string, ValuePath, YamlValue[]]>()
  for (const { environment, path, item } of grants) {
    const key = JSON.stringify([environment, path])
    const [, , items] = found.get(key) ?? [environment, path, []]
    found.set(key, [environment, path, [...items, item]])
  }
  return [...found.values()]
}

interface Place {
  readonly file: string
  readonly path: ValuePath
  readonly value: YamlValue
}

function changed(text: string, edit: (text: string) => string, { file, path, value }: Place): string {
  try {
    return edit(text)
  } catch (cause) {
    if (!(cause instanceof Unchangeable)) throw cause
    const key = String(path.at(-1))
    const [line = ''] = Array.isArray(value) ? [pairText(key, value)] : blockLines(key, value, 0)
    throw new UserError(
      `${file} is written in a way that pull cannot change: \`${path.join('.')}\``,
      `nothing was written; write it by hand and pull again: ${line}`,
    )
  }
}

/** The mesh folder as it is once the files are written. */
export function withFiles(folder: Folder, files: ReadonlyMap<string, string>): Folder {
  const texts = Object.fromEntries(files)
  return {
    ...folder,
    list: (below = '') => {
      const added = [...files.keys()].filter((name) => below === '' || name.startsWith(`${below}/`))
      return [...new Set([...folder.list(below), ...added])].sort()
    },
    read: (path) => ownValue(texts, path) ?? folder.read(path),
  }
}

/** A link in the mesh folder may lead elsewhere, where nobody looks for what is written. */
export function requireInside({ unreadable }: Folder, files: ReadonlyMap<string, string>): void {
  for (const file of files.keys()) {
    for (const path of [posix.dirname(file), file].filter((each) => each !== '.')) {
      const why = unreadable?.(path)
      const isParent = path !== file && why === folderFault
      if (why !== undefined && !isParent)
        throw new UserError(`${path} ${why.message}`, `nothing was written; ${why.hint}`)
    }
  }
}
