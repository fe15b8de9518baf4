import type { Position } from '../../model/diagnostic'
import type { Mesh, TextFile } from '../../model/mesh'
import type { ValuePath } from '../../model/yaml-path'
import { isJson } from '../../terraform/read/format'

/** One value of the files that two meshes write otherwise. */
export interface Edit {
  /** @default - it is of no environment: of `mesh.yaml`, metadata or a template */
  readonly environment?: string
  /** Where it stands before. @default - nowhere: it is added */
  readonly before?: Position
  /** Where it stands after. @default - nowhere: it is removed */
  readonly after?: Position
  /** The keys around it, its values, and whom its access entry is for. */
  readonly words: ReadonlySet<string>
}

interface Sides {
  readonly before: Mesh
  readonly after: Mesh
}

/** What the files of two meshes write otherwise, in the order of the files after. */
export function editsBetween(before: Mesh, after: Mesh): readonly Edit[] {
  const sides = { before, after }
  const shared = new Walk(sides, undefined)
  shared.values(before.settings, after.settings, [], [], [])
  const names = [...new Set([...before.environments.keys(), ...after.environments.keys()])].sort()
  const own = names.flatMap((name) => {
    const walk = new Walk(sides, name)
    const [was, is] = [before.environments.get(name), after.environments.get(name)]
    // Of a file that comes or goes every line is another.
    if (was && is) walk.values(was, is, [], [], [])
    return walk.found
  })
  return [...own, ...shared.found, ...textEdits(sides)]
}

/** Walks through two values that should say the same. */
class Walk {
  readonly found: Edit[] = []

  constructor(
    private readonly sides: Sides,
    private readonly environment: string | undefined,
  ) {}

  /** @param whom whom the access entry around is for */
  values(before: unknown, after: unknown, from: ValuePath, to: ValuePath, whom: readonly string[]): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return
    if (Array.isArray(before) && Array.isArray(after)) this.items(before, after, from, to, whom)
    else if (isJson(before) && isJson(after)) {
      const own = [...whom, ...wordsIn(after.to ?? before.to)]
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
        this.values(before[key], after[key], [...from, key], [...to, key], own)
    } else this.found.push(this.edit(before, after, from, to, whom))
  }

  /** Items that both have stay, wherever they stand; of the others those of one person or thing belong together. */
  private items(
    before: readonly unknown[],
    after: readonly unknown[],
    from: ValuePath,
    to: ValuePath,
    whom: readonly string[],
  ): void {
    const itemsOf = (values: readonly unknown[]): Item[] =>
      values.map((value, index) => ({ value, index, text: JSON.stringify(value), whom: whomOf(value) }))
    const rest = itemsOf(after)
    const take = (fits: (item: Item) => boolean): Item | undefined => {
      const at = rest.findIndex(fits)
      return at === -1 ? undefined : rest.splice(at, 1)[0]
    }
    const gone = itemsOf(before).filter(({ text }) => !take((other) => other.text === text))
    for (const { value, index, whom: same } of gone) {
      const found = take((other) => same !== undefined && other.whom === same)
      this.values(value, found?.value, [...from, index], [...to, found?.index ?? index], whom)
    }
    for (const { value, index } of rest) this.values(undefined, value, [...from, index], [...to, index], whom)
  }

  private edit(before: unknown, after: unknown, from: ValuePath, to: ValuePath, whom: readonly string[]): Edit {
    const { environment } = this
    const [was, is] = [this.at(this.sides.before, from), this.at(this.sides.after, to)]
    return {
      ...(environment !== undefined && { environment }),
      ...(was && { before: was }),
      ...(is && { after: is }),
      words: new Set([
        ...to.filter((each) => typeof each === 'string'),
        ...wordsIn(before),
        ...wordsIn(after),
        ...whom,
      ]),
    }
  }

  /** A key that is not there is placed where what is around it is. */
  private at({ places }: Mesh, path: ValuePath): Position | undefined {
    const [own, around] = [path, path.slice(0, -1)].map((each) =>
      this.environment === undefined ? places.mesh(each) : places.environment(this.environment, each),
    )
    return own?.line === around?.line && own?.column === around?.column ? undefined : own
  }
}

interface Item {
  readonly value: unknown
  readonly index: number
  readonly text: string
  /** Of an access entry. */
  readonly whom: string | undefined
}

const whomOf = (value: unknown): string | undefined => (isJson(value) ? JSON.stringify(value.to) : undefined)

/** Files that are no YAML: the first line that is another. */
function textEdits({ before, after }: Sides): Edit[] {
  const of = (was: ReadonlyMap<string, TextFile>, is: ReadonlyMap<string, TextFile>): Edit[] =>
    [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name) => textEdit(name, was.get(name), is.get(name)))
  const usersOf = (file: string): string[] =>
    Object.entries(after.settings.services).flatMap(([name, each]) =>
      each.protocol === 'saml' && each.metadata === file ? [name] : [],
    )
  return [
    ...of(before.metadata, after.metadata).map((each) => {
      const files = [...each.words]
      return { ...each, words: new Set([...files, ...files.flatMap(usersOf)]) }
    }),
    ...of(before.templates, after.templates),
  ]
}

function textEdit(name: string, before: TextFile | undefined, after: TextFile | undefined): Edit[] {
  if (before?.text === after?.text) return []
  const [was, is] = [before, after].map((each) => each?.text.split('\n') ?? [])
  const first = is?.findIndex((line, index) => line !== was?.[index]) ?? 0
  const at = (file: TextFile | undefined): Position | undefined =>
    file && { file: file.file, line: Math.max(first, 0) + 1, column: 1 }
  const [one, other] = [at(before), at(after)]
  return [{ ...(one && { before: one }), ...(other && { after: other }), words: new Set([name]) }]
}

/** Keys and texts of a value, however deep. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  return isJson(value) ? Object.entries(value).flatMap(([key, each]) => [key, ...wordsIn(each)]) : []
}
