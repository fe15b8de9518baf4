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
  return withoutStackTraces(() => {
    const root = new RootConstruct()
    root.node.setContext('cdktfVersion', version)
    return build(root).toTerraform() as object
  })
}

/**
 * CDKTF takes a complete stack trace for every token, and ts-node looks up each frame in its source maps: most of the
 * time of a synth. Nobody reads them, since every fault of the files is found before.
 */
function withoutStackTraces<T>(run: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')
  if (process.env.TRUSTLOOM_DEBUG !== undefined) return run()
  // An accessor, because CDKTF assigns its own limit; V8 collects frames only where it finds a number.
  Object.defineProperty(Error, 'stackTraceLimit', { configurable: true, get: () => 0, set: () => undefined })
  try {
    return run()
  } finally {
    if (before) Object.defineProperty(Error, 'stackTraceLimit', before)
  }
}
