import { compareText, warning, type Diagnostic } from './diagnostic'
import { personaLines } from './environment-personas'
import type { Folder } from './folder'
import type { Mesh, TextFile } from './mesh'
import { didYouMean } from './suggest'
import { TEMPLATE_FOLDER, templateName } from './template-name'

/** Policy templates by name. */
export interface TemplateFiles {
  readonly own: ReadonlyMap<string, TextFile>
  readonly builtIn: ReadonlyMap<string, TextFile>
}

/** The templates of a mesh folder, read with `read`, and the built-in ones. */
export function readTemplateFiles(
  folder: Folder,
  builtIn: Folder,
  read: (path: string) => TextFile | undefined,
): TemplateFiles {
  const named = (from: Folder, readOne: (path: string) => TextFile | undefined): Map<string, TextFile> =>
    new Map(
      from.list(TEMPLATE_FOLDER).flatMap((path): [string, TextFile][] => {
        const [name, file] = [templateName(path), readOne(path)]
        return name === undefined || file === undefined ? [] : [[name, file]]
      }),
    )
  const given = (path: string): TextFile | undefined => {
    const text = builtIn.read(path)
    return text === undefined ? undefined : { file: path, text, isBuiltIn: true }
  }
  return { own: named(folder, read), builtIn: named(builtIn, given) }
}

/** The mesh's own templates win over built-in ones of the same name. */
export const mergeTemplates = ({ own, builtIn }: TemplateFiles): Mesh['templates'] =>
  new Map([...builtIn, ...own].sort(([a], [b]) => compareText(a, b)))

/** Templates that replace no built-in one and that no persona names: somebody believes that they do something. */
export function unusedTemplates({ own, builtIn }: TemplateFiles, mesh: Mesh): Diagnostic[] {
  const used = new Set(personaLines(mesh).flatMap(({ settings: { policies = [] } }) => policies))
  return [...own].flatMap(([name, { file }]) => {
    if (builtIn.has(name) || used.has(name)) return []
    const hint = didYouMean(name, builtIn.keys()) ?? 'name it in the `policies` of a persona, or delete it'
    return [warning('template-unused', `nothing uses the template ${name}`, { file, line: 1, column: 1 }, hint)]
  })
}
