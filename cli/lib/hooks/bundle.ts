import type * as Esbuild from 'esbuild'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** A hook's code in one file, and what it was made of. */
export interface Bundle {
  readonly code: Uint8Array
  /** Files, relative to the root, with forward slashes. */
  readonly inputs: readonly string[]
}

/** What the SDK loads where a function's environment has no credentials: it always has. */
const NEVER_ASKED = ['ini', 'process', 'sso', 'web-identity'].map((each) => `@aws-sdk/credential-provider-${each}`)

/**
 * Everything that decides about the bytes, beside the sources: what a folder's tsconfig.json says, does not. Functions
 * run on Node.js 22, and the same file runs on 20, so that tests load what is deployed.
 */
export const BUNDLE_OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The SDK's modules in their newer form: two thirds of the size, and faster to load.
  mainFields: ['module', 'main'],
  sourcemap: false,
  legalComments: 'none',
  charset: 'utf8',
  alias: Object.fromEntries(NEVER_ASKED.map((name) => [name, './hooks/lib/no-credentials.ts'])),
  tsconfigRaw: {},
} satisfies Esbuild.BuildOptions

/**
 * Bundles `hooks/<hook>/index.ts` of a project. The bytes depend on the sources and on esbuild's version alone, not on
 * the folder or the machine.
 *
 * @see https://esbuild.github.io/api/
 */
export function bundleHooks(root: string, hooks: readonly string[]): ReadonlyMap<string, Bundle> {
  if (hooks.length === 0) return new Map()
  const { outputFiles, metafile } = esbuild().buildSync({
    ...BUNDLE_OPTIONS,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(hooks.map((hook) => [hook, `./hooks/${hook}/index.ts`])),
    outdir: 'bundles',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  return new Map(
    hooks.map((hook) => {
      const file = outputFiles.find((each) => each.path === join(root, 'bundles', `${hook}.js`))
      if (!file) throw new Error(`esbuild made no bundle of ${hook}`)
      return [hook, { code: file.contents, inputs: reached(metafile, `hooks/${hook}/index.ts`) }]
    }),
  )
}

/** Every file that a bundle leads to, also where none of its bytes are in it: what it passes on may change. */
function reached({ inputs }: Esbuild.Metafile, entry: string): string[] {
  const found = new Set([entry])
  for (const path of found) {
    for (const { path: next, external } of inputs[path]?.imports ?? []) if (external !== true) found.add(next)
  }
  return [...found].sort()
}

/** Loaded where it is needed, since mostly the cache has the code. */
function esbuild(): typeof Esbuild {
  return createRequire(__filename)('esbuild') as typeof Esbuild
}
