import { createRequire, isBuiltin } from 'node:module'
import { bundleHooks } from '../../../cli/lib/hooks/bundle'
import { HOOKS } from '../../../core/model/hook-names'
import { PROJECT } from '../../support/mesh'
import { put } from '../../support/scratch'
import { copiedProject, toyProject } from './lab'

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? new Uint8Array()).toString()
const toy = (root: string): string => text(bundleHooks(root, ['one']).get('one')?.code)

describe('a bundle', () => {
  const code = toy(toyProject())

  test('is one file that exports the handler', () => {
    const module = { exports: {} as { handler?: () => string } }
    new Function('module', 'exports', 'require', code)(module, module.exports, createRequire(__filename))
    expect(module.exports.handler?.()).toBe('ærlig one')
  })

  test('is small, in UTF-8, and has neither comments nor a source map', () => {
    expect(code).toContain('ærlig')
    const commented = toyProject({ 'node_modules/greet/index.js': '/*! legal */\nexports.greet = (a) => a // why\n' })
    expect(toy(commented)).not.toMatch(/legal|why|sourceMapping/)
  })

  test('does not depend on what tsconfig.json says', () => {
    const config = '{"compilerOptions":{"target":"ES5","alwaysStrict":true,"useDefineForClassFields":false}}'
    expect(toy(toyProject({ 'tsconfig.json': config }))).toBe(code)
  })

  test('knows every file that it leads to, and nothing else', () => {
    const root = toyProject()
    put(
      root,
      'hooks/one/index.ts',
      "import 'node:fs'\nimport { name } from '../lib'\nexport const handler = () => name('one')\n",
    )
    const files = ['hooks/lib/index.ts', 'hooks/lib/name.ts', 'hooks/one/index.ts', 'node_modules/greet/index.js']
    expect(bundleHooks(root, ['one', 'two']).get('one')?.inputs).toEqual(files)
  })

  test('of a hook that is not there cannot be made', () => {
    expect(() => bundleHooks(toyProject(), ['three'])).toThrow('three')
  })
})

describe('the hooks of this project', () => {
  const here = bundleHooks(PROJECT, HOOKS)

  test('are the same bytes in another folder, and name none', () => {
    const elsewhere = copiedProject()
    const there = bundleHooks(elsewhere, HOOKS)
    for (const hook of HOOKS) {
      const code = text(here.get(hook)?.code)
      expect(text(there.get(hook)?.code) === code).toBe(true)
      for (const folder of [PROJECT, elsewhere, process.env.HOME ?? PROJECT]) expect(code).not.toContain(`${folder}/`)
    }
  })

  test.each(HOOKS)('%s is small, and needs nothing beside it but Node.js', (hook) => {
    const code = text(here.get(hook)?.code)
    // The run task reads SAML metadata with a parser of XML, and nobody waits for it to start.
    expect(code.length).toBeLessThan(hook === 'run-task' ? 550_000 : 450_000)
    const needed = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name)
    expect(needed).not.toEqual([])
    // A message of the SDK names it.
    const told = '@aws-sdk/signature-v4-crt'
    expect(needed.filter((name) => !isBuiltin(name) && name !== told)).toEqual([])
  })
})
