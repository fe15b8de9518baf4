import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { atEnd } from './at-end'

/** A folder of its own, which goes when the tests have ended. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a file, and the folders that it lies in. */
export function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
