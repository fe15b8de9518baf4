import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryFolder, type Folder } from '../../core/model/folder'
import { PROJECT } from '../support/mesh'

/** The files of a mesh folder, by name. */
export type Files = Readonly<Record<string, string>>

/** A mesh before and after a change, and what the change does to access: written by hand, from what the files mean. */
export interface Pair {
  /** What is changed, as one sentence: the pair's name. */
  readonly name: string
  readonly before: Files
  readonly after: Files
  /** In the notation of `notation.ts`. */
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly changed: readonly string[]
}

/** What to do with a file: replace pieces of its text, put another text in its place, or remove it. */
export type Edits = Readonly<Record<string, readonly Edit[] | string | null>>
export type Edit = readonly [from: string, to: string]

interface Change {
  /** What is different from the base before. @default - nothing */
  readonly before?: Edits
  /** What is then different after. */
  readonly after: Edits
  readonly gained?: readonly string[]
  readonly lost?: readonly string[]
  readonly changed?: readonly string[]
}

const read = (...path: string[]): string => readFileSync(join(PROJECT, ...path), 'utf8')
const base = (name: string): string => read('test', 'review', 'pairs', 'base', name)

/** SAML metadata of the example mesh. */
export const metadata = (name: string): string => read('environments', 'saml', `${name}.xml`)

/** What every pair starts from: `mesh.yaml`, one environment `lab`, and two providers' metadata. */
export const BASE: Files = {
  'mesh.yaml': base('mesh.yaml'),
  'lab.yaml': base('lab.yaml'),
  'saml/databricks.xml': metadata('databricks'),
  'saml/powerbi.xml': metadata('powerbi'),
}

export function pair(name: string, change: Change): Pair {
  const before = edited(BASE, change.before ?? {})
  const { gained = [], lost = [], changed = [] } = change
  return { name, before, after: edited(before, change.after), gained, lost, changed }
}

/** The way back: what is gained is lost, and what is loosened is narrowed. */
export function undone({ name, before, after, gained, lost, changed }: Pair): Pair {
  return {
    name: `undone: ${name}`,
    before: after,
    after: before,
    gained: lost,
    lost: gained,
    changed: changed.map((each) => each.replace(/ \| (.*) => (.*)$/, ' | $2 => $1')),
  }
}

export const folderOf = (files: Files): Folder => memoryFolder('mesh', files)

/** The files after some edits. */
export function edited(files: Files, edits: Edits): Files {
  const result = new Map(Object.entries(files))
  for (const [file, edit] of Object.entries(edits)) {
    if (edit === null) result.delete(file)
    else if (typeof edit === 'string') result.set(file, edit)
    else
      result.set(
        file,
        edit.reduce((text, each) => replaced(file, text, each), result.get(file) ?? ''),
      )
  }
  return Object.fromEntries(result)
}

function replaced(file: string, text: string, [from, to]: Edit): string {
  const [head, tail, ...more] = text.split(from)
  if (head === undefined || tail === undefined || more.length > 0)
    throw new Error(`${JSON.stringify(from)} is not once in ${file}`)
  return `${head}${to}${tail}`
}
