import { checkUsages } from '../../../../core/model/quotas/report'
import { quotaOf, type QuotaId } from '../../../../core/model/quotas/table'
import type { PolicyDocument } from '../../../../core/policy/document'
import { bytesOf, policyUsages } from '../../../../core/policy/quotas/policies'
import type { CompiledEnvironment } from '../../../../core/policy/environment-policies'
import { build, smallMesh } from '../../../support/mesh'

const { mesh, compiled } = build(smallMesh())
const small = compiled.environments.get('lab')!

/** A policy of so many characters, all of them in one byte. */
function sized(characters: number): PolicyDocument {
  const policy = (Id: string): PolicyDocument => ({ Version: '2012-10-17', Id, Statement: [] })
  return policy('x'.repeat(characters - bytesOf(policy(''))))
}

const withDataset = (policies: object): CompiledEnvironment => {
  const [[name, dataset] = ['', undefined]] = [...small.datasets]
  return { ...small, datasets: new Map([[name, { ...dataset!, ...policies }]]) }
}

const withRole = (policies: Readonly<Record<string, PolicyDocument>>): CompiledEnvironment => {
  const [[key, role] = ['', undefined]] = [...small.roles]
  return { ...small, roles: new Map([[key, { ...role!, policies }]]) }
}

test.each<[QuotaId, (size: number) => CompiledEnvironment]>([
  ['bucket-policy', (size) => withDataset({ bucket: sized(size) })],
  ['key-policy', (size) => withDataset({ key: sized(size) })],
  ['inline-policies', (size) => withRole({ a: sized(size - 100), b: sized(100) })],
  ['trust-policy', (size) => withDataset({ locationTrust: sized(size) })],
])('%s', (quota, environment) => {
  const { limit } = quotaOf(quota)
  const mark = Math.ceil(limit * 0.8)
  const outcome = (size: number): [boolean, string | undefined] => {
    const usages = policyUsages(mesh, environment(size)).filter((each) => each.quota === quota)
    return [usages.some(({ used }) => used === size), checkUsages(usages)[0]?.severity]
  }
  expect([mark - 1, mark, limit - 1, limit, limit + 1].map(outcome)).toEqual([
    [true, undefined],
    [true, 'warning'],
    [true, 'warning'],
    [true, 'warning'],
    [true, 'error'],
  ])
})

test('policies of buckets and keys are counted in bytes', () => {
  const policy: PolicyDocument = { Version: '2012-10-17', Id: 'é', Statement: [] }
  expect(bytesOf(policy)).toBe(JSON.stringify(policy).length + 1)
})

test('a role of jobs is not opened by people, so its trust policy is of one size and not counted', () => {
  const [[key, role] = ['', undefined]] = [...small.roles]
  const jobs = { ...small, roles: new Map([[key, { ...role!, trust: undefined }]]), datasets: new Map() }
  expect(policyUsages(mesh, jobs).filter(({ quota }) => quota === 'trust-policy')).toEqual([])
})
