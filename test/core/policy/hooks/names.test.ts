import { hookFunctions, queueNames, trustSyncRole, type HubScope } from '../../../../core/model/hook-names'
import type { MeshSettings } from '../../../../core/model/schema/mesh'
import { build, MESH, smallMesh } from '../../../support/mesh'

const hub: HubScope = { mesh: 'acme', partition: 'aws', account: '000000000000', region: 'eu-central-1' }

/** A mesh and services with the longest names that the files take. */
const LONG = 'm2345678901234567890'
const services = ['a', 'b'].map((each) => `s23456789-b23456789-c23456789-d2345678${each}x`)

const settings = (): MeshSettings => {
  const pool = (index: number): string =>
    `{ protocol: cognito, identityPool: "eu-central-1:1111111${index}-2222-3333-4444-555555555555" }`
  const mesh =
    MESH.replace('mesh: acme', `mesh: ${LONG}`) + services.map((each, i) => `  ${each}: ${pool(i)}\n`).join('')
  return build(smallMesh({ 'mesh.yaml': `${mesh}hooks: {}\nsync: pull\n` })).mesh.settings
}

describe('names that are too long', () => {
  const functions = hookFunctions(settings())

  test('are cut to what Lambda and IAM take, and stay apart', () => {
    const names = functions.map(({ name }) => name)
    const roles = functions.map(({ role }) => role.name)
    for (const each of [names, roles]) {
      expect(Math.max(...each.map(({ length }) => length))).toBe(64)
      expect(new Set(each).size).toBe(each.length)
    }
    expect(functions.map(({ service }) => service).filter((each) => each !== undefined)).toEqual(services)
  })

  test('leave addresses as the files say', () => {
    expect(functions.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['okta_saml', 'trust_sync', ...services.map((each) => `cognito_${each}`)]),
    )
  })

  test('are those of roles in environments, too', () => {
    const role = (name: string): string => trustSyncRole({ ...hub, mesh: LONG }, { name, account: '111111111111' }).name
    expect(services.map((each) => role(each).length)).toEqual([64, 64])
    expect(role(services[0]!)).not.toBe(role(services[1]!))
  })
})

test.each([
  ['aws', 'eu-central-1', 'https://sqs.eu-central-1.amazonaws.com/000000000000/acme-trust-sync'],
  ['aws-us-gov', 'us-gov-west-1', 'https://sqs.us-gov-west-1.amazonaws.com/000000000000/acme-trust-sync'],
  ['aws-cn', 'cn-north-1', 'https://sqs.cn-north-1.amazonaws.com.cn/000000000000/acme-trust-sync'],
] as const)('a queue of %s has the address of its partition', (partition, region, url) => {
  const queue = queueNames({ ...hub, partition, region }, 'trust-sync')
  expect(queue).toMatchObject({ url, arn: `arn:${partition}:sqs:${region}:000000000000:acme-trust-sync` })
})
