import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from './support/mesh'

/**
 * What follows `npx` where it may install nothing that is not named with its version. Without `--no`, npx fetches and runs
 * whatever a registry has under a name that is not installed: in a folder without Trustloom, anybody's `trustloom`.
 *
 * @see https://docs.npmjs.com/cli/v11/commands/npx
 */
const SAFE = /^(?:--no |(?:--yes )?(?:-p |--package=)"?[\w@/-]+@[\w.$]+)/
/** In the scripts of a pipeline not even the name is asked for: `--no` alone asks, and then refuses. */
const SILENT = /^--no --offline /

/** Each use of npx that may run what is not installed, with its line. */
function faults(path: string, text: string): string[] {
  const rule = path.startsWith('.github/') ? SILENT : SAFE
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/\bnpx +(?=([-\w@"$].*))|\b(?:npm (?:exec|x)|pnpm dlx|yarn dlx|bunx)\b/g)]
        .filter(([, rest]) => rest === undefined || !rule.test(rest))
        .map(([found, rest = '']) => `${path}:${index + 1} ${found}${rest}`),
    )
}

test('nothing that runs or shows a command lets npx run what is not installed', () => {
  // The names of what is committed, and of what is about to be.
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
    encoding: 'utf8',
  })
  const paths = listed
    .split('\0')
    .filter((path) => /(?:^|\/)run$|\.(?:ts|js|mjs|json|md|sh|ya?ml|hbs|case|html)$/.test(path))
  expect(paths.length).toBeGreaterThan(500)
  expect(paths.flatMap((path) => faults(path, contents(path)))).toEqual([])
})

const contents = (path: string): string =>
  path === 'test/npx.test.ts' ? '' : readFileSync(join(PROJECT, path), 'utf8')

test.each([
  ['README.md', 'npx trustloom check'],
  ['README.md', 'npx -y trustloom check'],
  ['README.md', 'npx -p trustloom trustloom check'],
  ['README.md', 'npx --no trustloom pull && npx trustloom check'],
  ['README.md', 'npm exec trustloom'],
  ['.ci/run', 'job "$name" npx jest'],
  ['.github/scripts/x.sh', 'npx --no trustloom check'],
  ['.github/workflows/x.yml', 'run: npx "$tool"'],
])('finds in %s: %s', (path, text) => {
  expect(faults(path, text)).toHaveLength(1)
})
