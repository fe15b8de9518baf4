import type { Position } from '../../../core/model/diagnostic'
import {
  explain,
  readQuestion,
  type Asked,
  type Explanation,
  type Fix,
  type Rendered,
} from '../../../core/proof/explain'
import { trustPolicy } from '../../../core/policy/trust'
import { build, load, smallMesh, type Built } from '../../support/mesh'

type Files = Readonly<Record<string, string>>

/** What explain says where the output is as the mesh asks for. */
export function explained(files: Files, asked: Asked, change?: (rendered: Rendered) => Rendered): Explanation {
  return explainedOf(build(smallMesh(files)), asked, change)
}

export function explainedOf(built: Built, asked: Asked, change?: (rendered: Rendered) => Rendered): Explanation {
  const rendered = asRendered(built)
  return explain(readQuestion(asked, built.mesh), built.mesh, built.graph, change?.(rendered) ?? rendered)
}

function asRendered({ compiled }: Built): Rendered {
  return (environment, name) => {
    const roles = [...(compiled.environments.get(environment)?.roles.values() ?? [])]
    const trust = roles.find((each) => each.access.name === name)?.trust
    return trust ? { trust: trustPolicy(trust) } : { fault: 'the stack has no such role' }
  }
}

/** Errors of a mesh, to say that what was proposed is a mesh. */
export const errorsOf = (files: Files): string[] =>
  load(smallMesh(files))
    .diagnostics.filter((each) => each.severity === 'error')
    .map((each) => `${each.code} ${each.message}`)

/** The files with the lines that explain proposes, put where it says. */
export function withFixes(files: Files, fixes: readonly Fix[]): Files {
  // From the end of a file to its beginning, so that places stay where they are.
  const sorted = [...fixes].sort((a, b) => (b.at?.line ?? 0) - (a.at?.line ?? 0))
  return sorted.reduce((done, fix) => withFix(done, fix), files)
}

function withFix(files: Files, { action, at, lines }: Fix): Files {
  const name = nameOf(at)
  const all = (files[name] ?? '').split('\n')
  const index = (at?.line ?? 1) - 1
  const [line, column] = [all[index] ?? '', (at?.column ?? 1) - 1]
  if (action === 'insert') all.splice(index + 1, 0, ...lines)
  if (action === 'replace')
    all[index] = line.slice(0, column - (/\w+: $/.exec(line.slice(0, column))?.[0].length ?? 0)) + lines.join('')
  if (action === 'inside') all[index] = line.replace(/([[{])( ?)/, (_, open: string) => `${open} ${lines.join('')}, `)
  return { ...files, [name]: all.join('\n') }
}

/** The files without the list item that begins at a place. */
export function withoutItem(files: Files, at: Position | undefined): Files {
  const name = nameOf(at)
  const all = (files[name] ?? '').split('\n')
  const index = (at?.line ?? 1) - 1
  const [line, column] = [all[index] ?? '', (at?.column ?? 1) - 1]
  if (line.slice(0, column).trim() === '-') {
    const end = all.findIndex((each, place) => place > index && each.trim() !== '' && each.search(/\S/) < column)
    all.splice(index, (end === -1 ? all.length : end) - index)
  } else {
    all[index] = line.slice(0, column) + line.slice(column).replace(/^[^,\]]+(?:, )?/, '')
    all[index] = (all[index] ?? '').replace(/, \]/, ']')
  }
  return { ...files, [name]: all.join('\n') }
}

const nameOf = (at: Position | undefined): string => at?.file.replace(/^mesh\//, '') ?? ''

export const place = (at: Position | undefined): string => (at ? `${at.line}:${at.column}` : '-')
