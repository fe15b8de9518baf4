import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { synthesize } from '../../cli/lib/synthesize'
import { base, caseNames, readCase, type Files } from '../catalogue/case'
import { PROJECT } from '../support/mesh'
import { some } from '../support/scale'

/** Every mesh of the catalogue that has an error is refused by synth, and what was there before stays as it was. */
const folder = mkdtempSync(join(tmpdir(), 'trustloom-untouched-'))
const [mesh, synth] = [join(folder, 'environments'), join(folder, 'cdktf.out')]
const wrong = caseNames.filter((name) => readCase(name).expected.diagnostics.some((each) => each.severity === 'error'))
let said = ''
const home = process.cwd()

beforeAll(() => {
  const keep = (text: string): boolean => ((said += text), true)
  jest.spyOn(process.stderr, 'write').mockImplementation(keep as never)
  jest.spyOn(process.stdout, 'write').mockImplementation(keep as never)
  // Local state lies beside the output, inside the working directory.
  process.chdir(folder)
  put(base)
  expect(synthesize({ mesh, synth, frozen: false })).toBe(0)
})
afterAll(() => {
  jest.restoreAllMocks()
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

function put(files: Files): void {
  rmSync(mesh, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(mesh, name)), { recursive: true })
    writeFileSync(join(mesh, name), text)
  }
}

function tree(): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const paths = files.map((each) => join(each.parentPath, each.name)).sort()
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

test.each(some(wrong))('%s', (name) => {
  const { expected, files } = readCase(name)
  put(Object.fromEntries(Object.entries({ ...base, ...files }).filter(([each]) => !expected.without?.includes(each))))
  for (const [to, from] of Object.entries(expected.linked ?? {})) {
    mkdirSync(dirname(join(mesh, to)), { recursive: true })
    cpSync(join(PROJECT, from), join(mesh, to))
  }
  for (const [link, why] of Object.entries(expected.links ?? {})) {
    rmSync(join(mesh, link), { force: true })
    mkdirSync(dirname(join(mesh, link)), { recursive: true })
    symlinkSync(why.includes('nowhere') ? 'nowhere' : __filename, join(mesh, link))
  }
  for (const pipe of expected.pipes ?? []) execFileSync('mkfifo', [join(mesh, pipe)])
  const was = tree()
  said = ''
  const { frozen = false, only } = expected
  expect(synthesize({ mesh, synth, frozen, only })).toBe(1)
  expect(said).toMatch(/: nothing was written\n$/)
  expect(tree()).toEqual(was)
})
