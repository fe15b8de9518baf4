import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { PROJECT } from '../support/mesh'

/** Runs `npm run deploy` with an `npx` that only says what it was asked for. */
function deploy(status: number, ...args: string[]): { status: number | null; stdout: string } {
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

const cdktf = '--yes -p cdktf-cli@0.21.0 cdktf deploy'

test('applies an environment without its hub, which is applied already', () => {
  const { status, stdout } = deploy(0, 'clinical-prod', '--', '--auto-approve')
  expect([status, stdout]).toEqual([0, `${cdktf} clinical-prod --auto-approve --ignore-missing-stack-dependencies\n`])
})

test('applies the hub together with what is named', () => {
  expect(deploy(0, 'hub', 'clinical-prod').stdout).toBe(`${cdktf} hub clinical-prod\n`)
})

test('ends as the CDKTF CLI ends, and with 1 where no stack is named', () => {
  expect(deploy(3, 'hub').status).toBe(3)
  expect(deploy(0).status).toBe(1)
})

test('the CDKTF CLI leaves cdktf.json as it is: it adds an id where there is none', () => {
  const text = readFileSync(join(PROJECT, 'cdktf.json'), 'utf8')
  const { projectId, sendCrashReports } = JSON.parse(text) as Record<string, unknown>
  expect(projectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(sendCrashReports).toBe('false')
})
