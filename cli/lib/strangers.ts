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

/**
 * What lies in an output, would be applied, and is none of its stacks: anything in a stack's folder that synth did not
 * write, folders that no stack has, links, and a manifest that leads the CDKTF CLI elsewhere or in another order.
 *
 * @param hubFiles paths in the hub's folder, of what its stack names
 */
export function strangersIn(folder: string, stacks: readonly Named[], hubFiles: readonly string[]): Difference[] {
  const names = new Set(stacks.map((each) => each.name))
  const differs = (environment: string, message: string): Difference => ({
    kind: 'not-understood',
    environment,
    message,
  })
  const wanted = manifest(Object.fromEntries(stacks.map(({ name, dependencies }) => [name, { dependencies }])))
  const home = join(folder, 'stacks')
  const beside = entries(home).flatMap(({ name }) => {
    const path = join(home, name)
    if (!names.has(name)) return strangeFiles(path).map((each) => differs(name, `${shown(each)} ${REMOVE}`))
    const own = name === HUB ? ['cdk.tf.json', ...hubFiles] : ['cdk.tf.json']
    return [...link(path), ...filesBeside(path, own)].map((each) => differs(name, each))
  })
  // What was read of the manifest's file is plain JSON, and what is wanted must be, too.
  const isWanted = isDeepStrictEqual(readJson(join(folder, MANIFEST)), JSON.parse(JSON.stringify(wanted)))
  const path = join(folder, MANIFEST)
  return [
    ...link(home).map((each) => differs(HUB, each)),
    ...beside,
    ...(isWanted ? [] : [differs(HUB, `${path} does not name the stacks as Trustloom writes them`)]),
  ]
}

/** Terraform works where a link leads: the paths of state in a stack lead elsewhere from there. */
const link = (path: string): string[] =>
  lstatSync(path).isSymbolicLink()
    ? [`${shown(path)} is a link, and Terraform would work where it leads: put a folder in its place`]
    : []

/** Everything in a stack's folder but its own files: nobody knows what a version of Terraform reads. */
function filesBeside(folder: string, own: readonly string[], below = ''): string[] {
  return entries(join(folder, below)).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    const place = shown(join(folder, path))
    if (own.includes(path))
      return entry.isFile() ? [] : [`${place} is not a plain file: remove it, and synthesize again`]
    if (entry.isDirectory() && own.some((each) => each.startsWith(`${path}/`))) return filesBeside(folder, own, path)
    const decides = Object.hasOwn(DECIDES, path) ? DECIDES[path] : undefined
    return decides === undefined
      ? [`${place} ${REMOVE}`]
      : [`${place} was not written by synth, and ${decides}: remove it; \`terraform init\` makes it anew`]
  })
}

/** What Terraform could apply in a folder that no stack has; also where a link leads to one. */
function strangeFiles(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return entries(path)
    .map(({ name }) => name)
    .filter((name) => CONFIGURATION.some((ending) => name.endsWith(ending)))
    .map((name) => join(path, name))
}

/** In the order of their names. */
const entries = (path: string): Dirent[] =>
  readdirSync(path, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name))

/** A name may hold what ends a line, or what nobody sees. */
const shown = (path: string): string =>
  /[\p{C}\p{Zl}\p{Zp}]/u.test(path)
    ? JSON.stringify(path).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (each) => `\\u${hex(each.charCodeAt(0))}`)
    : path

const hex = (unit: number): string => unit.toString(16).padStart(4, '0')
