import { existsSync } from 'node:fs'
import { readSynth } from '../../../core/terraform/read/synth'
import type { Snapshot, Snapshots } from '../../../core/access/snapshot/snapshot'
import { stackSnapshot } from '../../../core/access/snapshot/stack-snapshot'
import type { NotAnalysed } from '../../../core/review/types'
import { UserError } from '../fail'
import { readManifest, stackFile } from '../output'
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
  return { side: new Map(sides), others }
}

/** Stacks whose resources are not read, where they change. */
export function changedOthers(before: SynthInput['others'], after: SynthInput['others']): NotAnalysed[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  return names.flatMap((name): NotAnalysed[] => {
    if (before.get(name) === after.get(name)) return []
    return [{ environment: name, address: name, reason: 'is a stack that is not read, and it changes' }]
  })
}
