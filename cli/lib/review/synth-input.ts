import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HUB } from '../../../core/model/stack-names'
import { readSynth } from '../../../core/terraform/read/synth'
import type { Snapshot, Snapshots } from '../../../core/access/snapshot/snapshot'
import { stackSnapshot } from '../../../core/access/snapshot/stack-snapshot'
import type { NotAnalysed } from '../../../core/review/types'
import { UserError } from '../fail'
import { fileDigest, readManifest, stackFile, writtenFiles } from '../output'
import { shown, strangeFiles } from '../strangers'
import { readLarge } from './read-file'

/** A synthesized output as one side of a review. */
export interface SynthInput {
  readonly side: Snapshots
  /** Stacks that are no environment, such as Okta's: name → text. */
  readonly others: ReadonlyMap<string, string>
}

/** @throws {UserError} for a stack that the manifest names, and is not there */
export function synthInput(folder: string): SynthInput {
  const others = new Map<string, string>()
  const sides = Object.keys(readManifest(folder))
    .sort()
    .flatMap((name): [string, Snapshot][] => {
      const path = stackFile(folder, name)
      if (!existsSync(path)) throw new UserError(`${path} is missing, and the manifest names it`, 'run `npm run synth`')
      const text = readLarge(path)
      const side = stackSnapshot(readSynth(text, path), true)
      if (side) return [[side.environment, side]]
      others.set(name, text)
      return []
    })
  return { side: withStrangers(new Map(sides), folder), others }
}

/** Terraform reads more than the stacks: what synth did not write is told, and is in the digest of what it lies beside. */
function withStrangers(side: Snapshots, folder: string): Snapshots {
  const zips = Object.keys(writtenFiles(folder)).map((path) => path.replace(/^stacks\/[\w-]+\//, ''))
  const result = new Map(side)
  for (const { stack, path, says } of strangeFiles(folder, new Set(Object.keys(readManifest(folder))), zips)) {
    const beside = result.get(stack) ?? result.get(HUB) ?? [...result.values()][0]
    if (!beside) continue
    const { environment, notAnalysed } = beside
    const one: NotAnalysed = { environment, address: shown(path), reason: says, value: contentOf(join(folder, path)) }
    result.set(environment, { ...beside, notAnalysed: [...notAnalysed, one] })
  }
  return result
}

/** A digest of a plain file; of anything else, that it is there says all. */
const contentOf = (path: string): string => (lstatSync(path).isFile() ? fileDigest(readFileSync(path)) : '')

/** Stacks whose resources are not read, where they change. */
export function changedOthers(before: SynthInput['others'], after: SynthInput['others']): NotAnalysed[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  return names.flatMap((name): NotAnalysed[] => {
    if (before.get(name) === after.get(name)) return []
    return [{ environment: name, address: name, reason: 'is a stack that is not read, and it changes' }]
  })
}
