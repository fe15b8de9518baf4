/** Checks types and lints on one program of TypeScript; ESLint by itself would build a second one. */
import { ESLint } from 'eslint'
import ts from 'typescript'

const { errors, fileNames, options } = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  { incremental: true, tsBuildInfoFile: 'node_modules/.cache/lint/tsconfig.tsbuildinfo' },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => process.exit(report([fault])) },
)
const builder = ts.createIncrementalProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors })
const types = report(ts.getPreEmitDiagnostics(builder))
// What was found stays known for the next run; nothing else is written.
builder.emit()

const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { programs: [builder.getProgram()], project: null } } },
})
const results = await eslint.lintFiles('.')
const text = await (await eslint.loadFormatter()).format(results)
if (text) process.stdout.write(`${text}\n`)
process.exitCode = types || results.some(({ errorCount }) => errorCount > 0) ? 1 : 0

/** Prints faults as `tsc` does; 1 where there are any. */
function report(faults) {
  const host = {
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  }
  process.stdout.write(ts.formatDiagnostics(faults, host))
  return faults.length > 0 ? 1 : 0
}
