import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { PROJECT } from '../support/mesh'
import { execute, type Run } from '../support/process'

/** actionlint, as WebAssembly. It reads workflows alone. */
export function actionlint(...files: readonly string[]): Promise<Run> {
  const cli = join(PROJECT, 'node_modules', '@tktco', 'node-actionlint', 'bin', 'node-actionlint.js')
  return execute(process.execPath, [cli, ...files], { cwd: PROJECT })
}

interface LanguageService {
  validate(document: unknown): Promise<readonly { readonly message: string }[]>
  TextDocument: { create(uri: string, language: string, version: number, text: string): unknown }
}

let service: LanguageService | undefined

/** What GitHub's own editor says of a workflow or an `action.yml`. */
export async function editorFaults(path: string, text = readFileSync(join(PROJECT, path), 'utf8')): Promise<string[]> {
  service ??= loadService()
  const document = service.TextDocument.create(`file:///${path}`, 'yaml', 1, text)
  return (await service.validate(document)).map(({ message }) => message)
}

/** It comes as modules that import JSON, which only a bundler takes. */
function loadService(): LanguageService {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-lint-'))
  try {
    const contents =
      "export { validate } from '@actions/languageservice'; export { TextDocument } from 'vscode-languageserver-textdocument'"
    const outfile = join(folder, 'service.cjs')
    buildSync({ stdin: { contents, resolveDir: PROJECT }, bundle: true, platform: 'node', format: 'cjs', outfile })
    return createRequire(outfile)(outfile) as LanguageService
  } finally {
    rmSync(folder, { recursive: true })
  }
}
