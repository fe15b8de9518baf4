import { LOCK_FILE, printLock } from '../../../core/model/lock-file'
import type { Risk } from '../../../core/model/risk/levels'
import type { Registry } from '../../../core/model/registry'
import type { Files } from '../pair'
import { builtInTemplate, LAB, LOCK, MESH, TEXTS } from './base'
import type { KeySide } from './sides'
import { at, changed, type Value, type Values } from './values'

/** Place → the value there; `undefined` takes it away. A place is a file's name and keys: `lab.yaml/datasets/trials/owner`. */
export type Places = Readonly<Record<string, Value | undefined>>

/** What a review must say of a change of one key. */
export interface KeyChange {
  readonly place: string
  /** What is there then; of a file that has no keys, what is in it then. */
  readonly to: Value | undefined | ((text: string) => string)
  /** What changes with it, since the files would contradict themselves. @default - nothing */
  readonly also?: Places
  /** What is different from the base before. @default - nothing */
  readonly before?: Places
  /** How risky both reviews say that it is; of a key that cannot matter, why. */
  readonly says: Risk | { readonly nothing: string }
}

type More = Pick<KeyChange, 'also' | 'before'>

/** Changes by place. */
export type Changes = Readonly<Record<string, Omit<KeyChange, 'place'>>>

export const told = (says: Risk, to: KeyChange['to'], more: More = {}): Omit<KeyChange, 'place'> => ({
  to,
  says,
  ...more,
})

/** A key that cannot matter. */
export const nothing = (why: string, to: KeyChange['to'], more: More = {}): Omit<KeyChange, 'place'> => ({
  to,
  says: { nothing: why },
  ...more,
})

export const keyChanges = (changes: Changes): KeyChange[] =>
  Object.entries(changes).map(([place, change]) => ({ place, ...change }))

const YAML: Readonly<Record<string, Values>> = { 'mesh.yaml': MESH, 'lab.yaml': LAB, [LOCK_FILE]: LOCK }

/** The file of a place, and the keys in it: only files with keys have any. */
export function parts(place: string): { readonly file: string; readonly path: readonly string[] } {
  const file = Object.keys(YAML).find((each) => place.startsWith(`${each}/`))
  return file === undefined ? { file: place, path: [] } : { file, path: place.slice(file.length + 1).split('/') }
}

type Data = ReadonlyMap<string, Value | undefined>

/** The data of the files before a change. */
export const dataBefore = ({ before = {} }: Pick<KeyChange, 'before'>): Data =>
  withPlaces(new Map(Object.entries(YAML)), before)

function withPlaces(data: Data, places: Places): Data {
  const result = new Map(data)
  for (const [place, to] of Object.entries(places)) {
    const { file, path } = parts(place)
    result.set(file, changed(result.get(file), path, to))
  }
  return result
}

/** Both sides of a change. */
export function sidesOf(change: KeyChange): readonly [before: KeySide, after: KeySide] {
  const { place, to, also = {} } = change
  const data = dataBefore(change)
  const before = sideOf(data, {})
  if (typeof to !== 'function') return [before, sideOf(withPlaces(data, { [place]: to, ...also }), {})]
  const text = TEXTS[place] ?? builtInTemplate(place)
  return [before, sideOf(withPlaces(data, also), { [place]: to(text) })]
}

function sideOf(data: Data, texts: Files): KeySide {
  const yaml = [...data].map(([file, value]) => [
    file,
    file === LOCK_FILE ? printLock(value as unknown as Registry) : JSON.stringify(value, null, 2),
  ])
  const own = Object.entries(texts).filter(([file]) => file in TEXTS)
  return {
    files: { ...TEXTS, ...Object.fromEntries([...yaml, ...own]) } as Files,
    builtIn: Object.fromEntries(Object.entries(texts).filter(([file]) => !(file in TEXTS))),
  }
}

/** Whether a change is one: what it sets is not there already. */
export const isChange = (change: KeyChange): boolean => {
  const { file, path } = parts(change.place)
  if (typeof change.to === 'function') return true
  const value = at(dataBefore(change).get(file) ?? '', path)
  return JSON.stringify(value) !== JSON.stringify(change.to)
}
