import { prepare } from '../../cli/lib/prepare'
import { meshStacks } from '../../constructs/mesh-stacks'
import { groupTagValue } from '../../core/model/codes'
import { attemptThrough } from '../../core/policy/attempt'
import { roleTrust } from '../../core/policy/role-trust'
import { gate } from '../../core/policy/sign-in'
import { trustPolicy } from '../../core/policy/trust'
import { verify, type RenderedStack } from '../../core/proof/verify'
import { codeClasses } from '../../core/policy/code-classes'
import { matrixMesh, type MatrixSize } from './matrix-mesh'

/**
 * Times the complete proof of a large mesh, against parsing the same files and against asking for each group by itself;
 * and a single sign-in. Run with `npm run bench:verify`.
 */
const line = (text: string): void => void process.stdout.write(`${text}\n`)

function seconds<T>(what: () => T): { readonly value: T; readonly took: number } {
  const start = process.hrtime.bigint()
  const value = what()
  return { value, took: Number(process.hrtime.bigint() - start) / 1e9 }
}

function prepared(size: MatrixSize) {
  const { prepared, diagnostics } = prepare(matrixMesh(size), { frozen: false })
  if (!prepared) throw new Error(diagnostics[0]?.message)
  const stacks = meshStacks(prepared.mesh, prepared.compiled, { stateFolder: '../../../state' })
  const texts = stacks.map(({ name, render }): [string, string] => [name, JSON.stringify(render())])
  const files = texts.map(([name, text]): RenderedStack => ({ name, read: () => text }))
  const { mesh, graph, compiled, lock } = prepared
  const render = (name: string): object => JSON.parse(texts.find(([each]) => each === name)?.[1] ?? '{}') as object
  return { mesh, graph, compiled, registry: lock.registry, stacks: files, texts, render }
}

function complete(size: MatrixSize): void {
  const { texts, ...options } = prepared(size)
  const parse = seconds(() => texts.forEach(([, text]) => void JSON.parse(text)))
  const { value, took } = seconds(() => verify(options))
  if (value.differences.length > 0) throw new Error(value.differences[0]?.message)
  const all = Object.values(value.decisions).reduce((sum, each) => sum + each, 0)
  const bytes = texts.reduce((sum, [, text]) => sum + text.length, 0)
  line(`${JSON.stringify(size)}`)
  line(`  ${value.decisions.matrix} decisions of the matrix, ${all} in all; ${(bytes / 1e6).toFixed(1)} MB of stacks`)
  line(`  verify ${took.toFixed(2)} s, ${(took / parse.took).toFixed(1)} times JSON.parse (${parse.took.toFixed(2)} s)`)
  line(`  ${(process.memoryUsage().rss / 1e6) | 0} MB`)
}

function oneSignIn(): void {
  const { mesh, graph, registry } = prepared({ environments: 1, roles: 5, services: 8, groups: 500 })
  const access = graph.environments[0]
  const role = access?.roles.find((each) => each.kind === 'persona')
  if (!access || !role) throw new Error('no role')
  const props = roleTrust(mesh.settings.sourceIdentity, access, role)
  if (!props) throw new Error('no trust')
  const trust = trustPolicy(props)
  const codes = Object.values(registry.groups).map((each) => each.code)
  const admits = gate(trust)
  const ask = (code: string): boolean => {
    const claims = { groups: groupTagValue([code]), sourceIdentity: 'user@example.com' }
    const service = access.services[0]
    return service !== undefined && admits(attemptThrough(service, role.arn, access, claims))
  }
  codes.forEach(ask)
  const rounds = 20
  const every = seconds(() => {
    for (let round = 0; round < rounds; round++) codes.forEach(ask)
  })
  const classes = seconds(() => {
    for (let round = 0; round < rounds; round++) codeClasses(trust, codes).forEach(([first = '']) => ask(first))
  })
  const one = (every.took / rounds / codes.length) * 1e6
  line(
    `one sign-in (three evaluations of a policy of ${JSON.stringify(trust).length} characters): ${one.toFixed(1)} µs`,
  )
  line(`one evaluation: ${(one / 3).toFixed(1)} µs`)
  line(
    `a class at a time instead of ${codes.length} groups one by one: ${(every.took / classes.took).toFixed(0)} times faster`,
  )
}

oneSignIn()
complete({ environments: 10, roles: 5, services: 8, groups: 500 })
complete({ environments: 100, roles: 5, services: 8, groups: 5_000 })
