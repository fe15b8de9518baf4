import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { CDKTF, deploy } from './deploy'

test('applies an environment without its hub, which is applied already', () => {
  const { status, stdout } = deploy(0, 'clinical-prod', '--', '--auto-approve')
  expect([status, stdout]).toEqual([0, `${CDKTF} clinical-prod --auto-approve --ignore-missing-stack-dependencies\n`])
})

test('the CDKTF CLI leaves cdktf.json as it is: it adds an id where there is none', () => {
  const text = readFileSync(join(PROJECT, 'cdktf.json'), 'utf8')
  const { projectId, sendCrashReports } = JSON.parse(text) as Record<string, unknown>
  expect(projectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(sendCrashReports).toBe('false')
})
