import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam'
import { rolePath } from '../../../core/model/names'
import { policyText } from '../../../core/policy/canonical'
import type { CompiledEnvironment, CompiledRole } from '../../../core/policy/environment-policies'
import type { PolicyDocument } from '../../../core/policy/document'
import { serviceTrust, trustPolicy } from '../../../core/policy/trust'
import type { AppliedMesh } from '../../support/applied-mesh'
import { getsIn } from '../../support/attempts'

/** Nobody's code: no group of the example has it. */
const STRANGER = '0000'

export function testRoles(mesh: () => AppliedMesh, name: string): void {
  let iam: IAMClient
  let environment: CompiledEnvironment
  beforeAll(async () => {
    environment = mesh().environment(name)
    iam = (await mesh().aws(name)).iam
  })
  const roles = (): readonly CompiledRole[] => [...environment.roles.values()]
  const read = async (RoleName: string): Promise<{ trust: PolicyDocument; boundary?: string; hours: number }> => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
    return {
      trust: parsed(Role?.AssumeRolePolicyDocument),
      boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
      hours: (Role?.MaxSessionDuration ?? 0) / 3600,
    }
  }

  test('the account has exactly the roles of the mesh', async () => {
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: rolePath(environment.access.mesh) }))
    const expected = [
      ...roles().map(({ access }) => access.arn),
      ...environment.access.datasets.map((each) => each.locationRole.arn),
    ]
    expect(Roles.map((each) => each.Arn).sort()).toEqual(expected.sort())
  })

  test('each has its trust policy, its session and its boundary', async () => {
    const { permissionsBoundary = '' } = mesh().built().mesh.settings
    const boundary = mesh().fill(permissionsBoundary, name)
    for (const { access, trust } of roles()) {
      const document = trust ? trustPolicy(trust) : serviceTrust('glue.amazonaws.com')
      expect(await read(access.name)).toEqual({ trust: written(document), boundary, hours: access.sessionHours })
    }
  })

  test('each opens to its groups through its services, and to nobody else', async () => {
    const me = mesh().built().mesh.settings.sourceIdentity.replace('*', 'abc')
    const shut = []
    for (const { access, trust: props } of roles()) {
      if (!props) continue
      const { trust } = await read(access.name)
      for (const service of props.services) {
        const opens = (code: string, identity = me): boolean =>
          getsIn(trust, access.arn, service, environment.access, code, identity)
        shut.push(...props.codes.filter((code) => !opens(code)).map((code) => `${access.name} ${service.name} ${code}`))
        expect(opens(STRANGER)).toBe(false)
        if (service.protocol !== 'cognito') expect(opens(props.codes[0]!, `${me}.elsewhere`)).toBe(false)
      }
    }
    expect(shut).toEqual([])
  })

  test('each has its policies and no other', async () => {
    const locations = environment.access.datasets.map(({ name: dataset, locationRole }) => ({
      role: locationRole.name,
      policies: { location: environment.datasets.get(dataset)!.location },
    }))
    const expected = [...roles().map(({ access, policies }) => ({ role: access.name, policies })), ...locations]
    for (const { role: RoleName, policies } of expected) {
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }))
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
      expect([RoleName, PolicyNames.sort(), AttachedPolicies]).toEqual([RoleName, Object.keys(policies).sort(), []])
      for (const [PolicyName, document] of Object.entries(policies)) {
        const { PolicyDocument: text } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
        expect(parsed(text)).toEqual(written(document))
      }
    }
  })
}

/** IAM gives documents back as they were written, encoded for a URL. */
const parsed = (text = ''): PolicyDocument => JSON.parse(decodeURIComponent(text)) as PolicyDocument
const written = (document: PolicyDocument): PolicyDocument => JSON.parse(policyText(document)) as PolicyDocument
