import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from './support/mesh'

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const { packages } = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>
}

/** As Node resolves it: beside the package, or beside one of those that it lies in. */
function isLocked(wanted: string, from: string): boolean {
  const here = from === '' ? '' : `${from}/`
  if (`${here}node_modules/${wanted}` in packages) return true
  return from !== '' && isLocked(wanted, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
}

// A registry that lags behind leaves out the binaries of other platforms, and then `npm ci` fails everywhere.
test('every package is locked, those for other platforms, too', () => {
  const missing = Object.entries(packages).flatMap(([name, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((each) => !isLocked(each, name))
      .map((each) => `${name} → ${each}`),
  )
  expect(missing).toEqual([])
})
