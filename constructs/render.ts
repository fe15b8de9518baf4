import type { Construct } from 'constructs'
import { RootConstruct } from 'constructs'
import type { TerraformStack } from 'cdktf'
import { version } from 'cdktf/package.json'

/** The version that manifests name: the CDKTF CLI checks it. */
export const CDKTF_VERSION = version

/**
 * Renders a stack to Terraform JSON, without an output folder: `App` would make one before it is known whether
 * everything renders.
 */
export function renderStack(build: (root: Construct) => TerraformStack): object {
  return withoutStackTraces(() =>
    forgettingTokens(() => {
      const root = new RootConstruct()
      root.node.setContext('cdktfVersion', version)
      return build(root).toTerraform() as object
    }),
  )
}

interface TokenMaps {
  readonly stringTokenMap: Map<unknown, unknown>
  readonly numberTokenMap: Map<unknown, unknown>
}

/**
 * CDKTF keeps every token in a global map, and each token its stack: a mesh of a hundred environments would stay in
 * memory as a whole. What a render added is dropped after it.
 */
function forgettingTokens<T>(run: () => T): T {
  const tokens = (globalThis as { __cdktfTokenMap?: TokenMaps }).__cdktfTokenMap
  const maps = tokens ? [tokens.stringTokenMap, tokens.numberTokenMap] : []
  const sizes = maps.map((each) => each.size)
  try {
    return run()
  } finally {
    maps.forEach((map, index) => [...map.keys()].slice(sizes[index]).forEach((key) => map.delete(key)))
  }
}

/**
 * CDKTF takes a complete stack trace for every token, and ts-node looks up each frame in its source maps: most of the
 * time of a synth. Nobody reads them, since every fault of the files is found before.
 */
function withoutStackTraces<T>(run: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')
  if (process.env.TRUSTLOOM_DEBUG !== undefined) return run()
  const capture = Error.captureStackTrace
  // An accessor, because CDKTF assigns its own limit; V8 collects frames only where it finds a number.
  Object.defineProperty(Error, 'stackTraceLimit', { configurable: true, get: () => 0, set: () => undefined })
  Error.captureStackTrace = () => undefined
  try {
    return run()
  } finally {
    Error.captureStackTrace = capture
    if (before) Object.defineProperty(Error, 'stackTraceLimit', before)
  }
}
