import { jsonText } from '../../../cli/lib/json-text'
import { prepare, type Prepared } from '../../../cli/lib/prepare'
import { builtInTemplates } from '../../../cli/lib/project'
import { rated } from '../../../cli/lib/review/compare'
import { meshInput, type InputSide } from '../../../cli/lib/review/mesh-input'
import { changedOthers, type SynthInput } from '../../../cli/lib/review/synth-input'
import { meshStacks } from '../../../constructs/mesh-stacks'
import type { Diagnostic } from '../../../core/model/diagnostic'
import { memoryFolder, type Folder } from '../../../core/model/folder'
import { sha256 } from '../../../core/model/hash'
import { hookConfig } from '../../../core/model/hook-config'
import { hookFunctions } from '../../../core/model/hook-names'
import type { Review } from '../../../core/review/types'
import { TODAY, type TerraformJson } from '../../support/mesh'
import { outputSide } from '../changes/sides'
import { folderOf, type Files } from '../pair'

/** The files of a mesh, and the built-in templates that are others than those of the project. */
export interface KeySide {
  readonly files: Files
  readonly builtIn: Files
}

/** What a mesh is, in both forms that a review reads. */
interface Forms {
  readonly folder: InputSide
  readonly output: SynthInput
}

/** How many sides are kept that changes begin with: most begin with the same. */
const KEPT = 3
const kept = new Map<string, Forms>()

function formsBefore(side: KeySide): Forms {
  const key = JSON.stringify(side)
  const forms = kept.get(key) ?? formsOf(side)
  // The one that was asked for last is dropped last.
  kept.delete(key)
  kept.set(key, forms)
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest)
  return forms
}

function formsOf({ files, builtIn }: KeySide): Forms {
  const templates = withFiles(builtInTemplates(), builtIn)
  return { output: outputOf(files, templates), folder: meshInput(folderOf(files), { builtIn: templates }) }
}

function withFiles(folder: Folder, changed: Files): Folder {
  const over = memoryFolder('', changed)
  return { ...folder, read: (path) => over.read(path) ?? folder.read(path) }
}

/** What `synth` writes of a mesh that `check` finds no fault in. */
function outputOf(files: Files, builtIn: Folder): SynthInput {
  const { prepared, diagnostics } = prepare(folderOf(files), { frozen: false, now: TODAY, builtIn })
  if (!prepared) throw new Error(JSON.stringify(diagnostics.filter(isError), null, 2))
  const stacks = meshStacks(prepared.mesh, prepared.compiled, {
    stateFolder: '../../../state',
    hookCode: codeOf(prepared),
  })
  return outputSide(new Map(stacks.map(({ name, render }) => [name, JSON.parse(jsonText(render())) as TerraformJson])))
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error'

/** Function → what is in its zip: its bundle, and what it is told of the mesh. */
function codeOf({ mesh, lock }: Prepared): Record<string, string> {
  const told = jsonText(hookConfig(mesh, lock.registry))
  return Object.fromEntries(
    hookFunctions(mesh.settings).map(({ name }) => [
      name,
      sha256(`the bundle of ${name} and ${told}`).toString('base64'),
    ]),
  )
}

/** The reviews of one change: of the two folders, and of what is rendered of them. */
export interface BothReviews {
  readonly folders: Review
  readonly outputs: Review
}

/** The reviews of a change, and of the way back. */
export function reviewsOf(
  before: KeySide,
  after: KeySide,
): { readonly there: BothReviews; readonly back: BothReviews } {
  const [was, is] = [formsBefore(before), formsOf(after)]
  return { there: reviewed(was, is), back: reviewed(is, was) }
}

const reviewed = (was: Forms, is: Forms): BothReviews => ({
  folders: rated(was.folder, is.folder).review,
  outputs: rated(was.output, is.output, changedOthers(was.output.others, is.output.others)).review,
})
