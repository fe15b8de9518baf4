import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { actionlint, editorFaults } from './lint'

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8')
const list = (path: string): string[] => readdirSync(join(PROJECT, path)).map((name) => `${path}/${name}`)

const workflows = list('.github/workflows')
const actions = list('.github/actions').map((folder) => `${folder}/action.yml`)

test('actionlint finds nothing', async () => {
  const { status, output } = await actionlint('.github/workflows/*.yml')
  expect(output).toContain(`Checking ${workflows.length} workflow file(s)`)
  expect([status, output]).toEqual([0, expect.stringContaining('passed')])
})

test('actionlint would find a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-lint-'))
  try {
    const from = read('.github/workflows/plan-review.yml')
    const file = join(folder, 'bad.yml')
    writeFileSync(file, from.replace('needs.review.outputs.environments', 'needs.review.outputs.enviroments'))
    const { status, output } = await actionlint(file)
    expect([status, output]).toEqual([1, expect.stringContaining('"enviroments" is not defined')])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([...workflows, ...actions])('%s is valid to the editor of GitHub', async (path) => {
  expect(await editorFaults(path)).toEqual([])
  expect(await editorFaults(`bad/${path}`, read(path).replace(/^name: /m, 'nam: '))).not.toEqual([])
})
