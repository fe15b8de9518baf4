import { lstatSync, readdirSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { compareText } from '../../core/model/diagnostic'
import { HUB } from '../../core/model/stack-names'
import type { Difference } from '../../core/proof/verify'
import { manifest, MANIFEST, readJson, type OutputStack } from './output'

type Named = Pick<OutputStack, 'name' | 'dependencies'>

/** What makes a folder one that Terraform can be run in. */
const CONFIGURATION = ['.tf', '.tf.json', '.tofu', '.tofu.json']

const REMOVE = 'is no file of Trustloom, and Terraform may read it with the stack: remove it'

/** Of what Terraform keeps in the folder that it works in, what it was left to decide. */
const DECIDES: Readonly<Record<string, string>> = {
  '.terraform': 'it holds the programs that Terraform runs as providers, and where it looks for state',
  '.terraform.lock.hcl': 'it says which programs Terraform takes for providers',
}

/** Something in an output that synth did not write there. */
export interface Stranger {
  /** The name of the folder that it lies in, which may be no stack's; the hub's of what holds for all. */
  readonly stack: string
  /** In the output. */
  readonly path: string
  /** What goes on after the path, and what to do. */
  readonly says: string
}

/**
 * What lies in an output, would be applied, and is none of its stacks; and a manifest that leads the CDKTF CLI elsewhere
 * or in another order.
 *
 * @param hubFiles paths in the hub's folder, of what its stack names
 */
export function strangersIn(folder: string, stacks: readonly Named[], hubFiles: readonly string[]): Difference[] {
  const differs = (environment: string, path: string, says: string, hint?: string): Difference => ({
    kind: 'not-understood',
    environment,
    path,
    message: `${shown(path)} ${says}`,
    ...(hint !== undefined && { hint }),
  })
  const wanted = manifest(Object.fromEntries(stacks.map(({ name, dependencies }) => [name, { dependencies }])))
  // What was read of the manifest's file is plain JSON, and what is wanted must be, too.
  const isWanted = isDeepStrictEqual(readJson(join(folder, MANIFEST)), JSON.parse(JSON.stringify(wanted)))
  const path = join(folder, MANIFEST)
  const names = new Set(stacks.map((each) => each.name))
  return [
    ...strangeFiles(folder, names, hubFiles).map((each) => differs(each.stack, join(folder, each.path), each.says)),
    ...(isWanted ? [] : [differs(HUB, path, 'does not name the stacks as Trustloom writes them', AGAIN)]),
  ]
}

/**
 * Anything in a stack's folder that synth did not write, configuration in folders that no stack has, and links.
 *
 * @param names those of the stacks
 * @param hubFiles paths in the hub's folder, of what its stack names
 */
export function strangeFiles(folder: string, names: ReadonlySet<string>, hubFiles: readonly string[]): Stranger[] {
  const link = (stack: string, path: string): Stranger[] =>
    lstatSync(join(folder, path)).isSymbolicLink() ? [{ stack, path, says: LINK }] : []
  return [
    ...link(HUB, STACKS),
    ...entries(join(folder, STACKS)).flatMap(({ name }): Stranger[] => {
      const path = `${STACKS}/${name}`
      if (!names.has(name))
        return configurationIn(folder, path).map((each) => ({ stack: name, path: each, says: REMOVE }))
      const own = name === HUB ? ['cdk.tf.json', ...hubFiles] : ['cdk.tf.json']
      return [
        ...link(name, path),
        ...filesBeside(join(folder, path), own).map(([each, says]) => ({ stack: name, path: `${path}/${each}`, says })),
      ]
    }),
  ]
}

const STACKS = 'stacks'

/** What is missing is rendered anew. */
const AGAIN = 'remove it, and synthesize again'

/** The paths of state in a stack lead elsewhere from there. */
const LINK = 'is a link, and Terraform would work where it leads: put a folder in its place'

/** Everything in a stack's folder but its own files: nobody knows what a version of Terraform reads. */
function filesBeside(folder: string, own: readonly string[], below = ''): (readonly [path: string, says: string])[] {
  return entries(join(folder, below)).flatMap((entry): (readonly [string, string])[] => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (own.includes(path))
      return entry.isFile() ? [] : [[path, 'is not a plain file: remove it, and synthesize again']]
    if (entry.isDirectory() && own.some((each) => each.startsWith(`${path}/`))) return filesBeside(folder, own, path)
    const decides = Object.hasOwn(DECIDES, path) ? DECIDES[path] : undefined
    return decides === undefined
      ? [[path, REMOVE]]
      : [[path, `was not written by synth, and ${decides}: remove it; \`terraform init\` makes it anew`]]
  })
}

/** What Terraform could apply in a folder that no stack has; also where a link leads to one. */
function configurationIn(folder: string, path: string): string[] {
  if (statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return entries(join(folder, path))
    .map(({ name }) => name)
    .filter((name) => CONFIGURATION.some((ending) => name.endsWith(ending)))
    .map((name) => `${path}/${name}`)
}

/** In the order of their names. */
const entries = (path: string): Dirent[] =>
  readdirSync(path, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name))

/** A name may hold what ends a line, or what nobody sees. */
export const shown = (path: string): string =>
  /[\p{C}\p{Zl}\p{Zp}]/u.test(path)
    ? JSON.stringify(path).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (each) => `\\u${hex(each.charCodeAt(0))}`)
    : path

const hex = (unit: number): string => unit.toString(16).padStart(4, '0')
