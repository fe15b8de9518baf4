import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder, type Folder } from '../../../../core/model/folder'
import type { PolicyDocument } from '../../../../core/policy/document'
import { verifyTrust } from '../../../../core/proof/verify/trust'
import type { TrustAnswer } from '../../../../core/proof/verify/trust/ask-role'
import { rolesOf, type SynthRole } from '../../../../core/terraform/rendered/roles'
import { build, environmentOf, exampleFolder, PROJECT, smallMesh, type Built } from '../../../support/mesh'
import { renderedStacks } from '../../../support/rendered'
import { some } from '../../../support/scale'
import { Score } from '../../../support/score'
import { mutantsOf } from './trust-mutants'

function ask(built: Built, environment: string, change: (role: SynthRole) => SynthRole = (role) => role): TrustAnswer {
  const { roles } = rolesOf(renderedStacks(built).get(environment)!)
  const { mesh, registry } = built
  return verifyTrust(mesh, registry, environmentOf(built, environment), roles.map(change))
}

const examples = join(PROJECT, 'docs', 'examples')
const folders: [string, Folder][] = [
  ['the example mesh', exampleFolder()],
  ...readdirSync(examples, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each): [string, Folder] => [each.name, diskFolder(join(examples, each.name), each.name)]),
]

test.each(some(folders))('%s opens to whom its files say, and to nobody else', (_, folder) => {
  const built = build(folder)
  for (const { environment } of built.graph.environments) {
    const { differences, matrix, refusals } = ask(built, environment)
    expect(differences).toEqual([])
    expect(refusals).toBeGreaterThan(0)
    expect(matrix).toBeGreaterThan(0)
  }
})

test('every edit of a trust policy is told, with its role', () => {
  const built = build(exampleFolder())
  const { mesh, registry } = built
  const score = new Score('trust policies')
  const access = environmentOf(built, 'clinical-prod')
  const { roles } = rolesOf(renderedStacks(built).get('clinical-prod')!)
  for (const role of roles.filter((each) => /-(home|share-adg-statistics)$/.test(each.name))) {
    for (const { edit, trust } of mutantsOf(role.trust)) {
      if (!score.next()) continue
      const { differences } = verifyTrust(mesh, registry, access, [{ ...role, trust }])
      const named = differences.some((each) => each.role === role.name && each.group !== undefined)
      score.add(`${role.name}: ${edit}`, named)
    }
  }
  score.expectAllCaught(200)
})

describe('the policy of the article, as printed', () => {
  const trust: PolicyDocument = {
    Version: '2008-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1' },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          StringEquals: { 'login.example.com/oauth2/aus1:aud': 'notebooks' },
          StringLike: { 'sts:SourceIdentity': '*@example.com', 'aws:RequestTag/GroupHash': '*' },
          StringNotLike: { 'sts:SourceIdentity': '*' },
        },
      },
    ],
  }

  test('opens to nobody', () => {
    const built = build(smallMesh())
    const { differences } = ask(built, 'lab', (role) => (role.name === 'acme-lab-reader' ? { ...role, trust } : role))
    expect(differences).toMatchObject([
      {
        kind: 'trust',
        role: 'acme-lab-reader',
        group: 'READERS',
        message: 'acme-lab-reader does not open to READERS through notebooks',
        at: { file: 'mesh/lab.yaml', line: 9 },
      },
    ])
  })
})
