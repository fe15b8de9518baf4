import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Suite → which files below `test` it has; a file belongs to the first suite that fits. */
const SUITES = {
  model: /^core\/model\//,
  policy: /^core\/policy\//,
  proof: /^core\/proof\//,
  review: /^core\/review\//,
  cli: /^cli\//,
  hooks: /^hooks\//,
  aws: /^aws\//,
  terraform: /^terraform\//,
  rest: /^(?!browser\/)/,
} as const

type Suite = keyof typeof SUITES

const root = join(__dirname, '..')

/**
 * Makes one suite of many test files, each a describe block of its name: half of the time of a small suite is loading
 * modules. Files that replace modules (`.alone.test.ts`) and those for `.ci/run` alone (`.heavy.test.ts`) stay out.
 */
export function suite(name: Suite): void {
  for (const file of testFiles().filter((each) => suiteOf(each) === name))
    describe(file, () => {
      // Loaded now, so that its tests belong to this block.
      jest.requireActual(join(root, file))
    })
}

const suiteOf = (file: string): string | undefined => Object.entries(SUITES).find(([, files]) => files.test(file))?.[0]

function testFiles(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.alone|\.heavy)\.test\.ts$/.test(path))
    .sort()
}
