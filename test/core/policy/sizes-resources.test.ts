import { smallMesh } from '../../support/mesh'
import { some } from '../../support/scale'
import { compilation } from './compilation'

/** A dataset whose files are shared with so many groups. */
function shared(groups: number): ReturnType<typeof compilation> {
  const shares = Array.from({ length: groups }, (_, index) => `      - { to: { group: F-${index} }, files: true }\n`)
  const lab = `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [notebooks]
datasets:
  trials:
    owner: APPROVERS
    classification: internal
    tables: { visits: { columns: { id: string } } }
    access:
${shares.join('')}`
  return compilation(smallMesh({ 'lab.yaml': lab }))
}

const SIZES: [number, string, string][] = [
  [480, 'warning', 'quota-near'],
  [600, 'error', 'quota'],
]

test.each(some(SIZES))('the policy of a key that %d roles use is told at its dataset', (groups, severity, code) => {
  const { compiled, diagnostics } = shared(groups)
  expect(compiled === undefined).toBe(severity === 'error')
  const [found] = diagnostics
  expect(found).toMatchObject({ severity, code, at: { file: 'mesh/lab.yaml', line: 8 } })
  expect(found?.message).toMatch(/^the key policy of trials has \d+ of 32768 bytes$/)
  // So many roles are many rows and resources, too.
  expect(diagnostics.slice(1).map((each) => each.code)).toEqual(['quota-near', 'quota-near'])
})
