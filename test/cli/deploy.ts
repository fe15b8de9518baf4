import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { PROJECT } from '../support/mesh'

/** Runs `npm run deploy` with an `npx` that only says what it was asked for. */
export function deploy(status: number, ...args: string[]): { status: number | null; stdout: string } {
  const bin = mkdtempSync(join(tmpdir(), 'trustloom-bin-'))
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\necho "$@"\nexit ${status}\n`)
  chmodSync(join(bin, 'npx'), 0o755)
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }
  try {
    return spawnSync('node', ['-r', './cli/register.js', 'cli/deploy.ts', ...args], {
      cwd: PROJECT,
      env,
      encoding: 'utf8',
    })
  } finally {
    rmSync(bin, { recursive: true })
  }
}

/** What is asked of npx. */
export const CDKTF = '--yes -p cdktf-cli@0.21.0 cdktf deploy'
