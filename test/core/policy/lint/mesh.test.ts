import { lintMesh } from '../../../../core/policy/lint/mesh/check'
import { meshSubjects } from '../../../../core/policy/lint/mesh/subjects'
import { build, ENVIRONMENT, MESH, smallMesh, synthesize } from '../../../support/mesh'
import { some } from '../../../support/scale'
import { allMeshes } from '../../proof/verify/meshes'
import { compilation } from '../compilation'

describe.each(some(allMeshes))('%s', (_, folder) => {
  const built = build(folder())
  const subjects = meshSubjects(built.mesh, built.compiled)

  test('breaks no rule, and waives none', () => {
    expect(lintMesh(built.mesh, built.graph, built.compiled)).toEqual({ diagnostics: [], waived: [] })
  })

  test('has every policy judged that its stacks hold', () => {
    const names = (kind: string): string[] =>
      subjects
        .filter((each) => each.kind === kind)
        .map(({ environment, owner, policy }) =>
          kind === 'permission' ? `${environment} ${owner} ${policy}` : `${environment} ${owner}`,
        )
        .sort()
    const rendered = (
      type: string,
      name: (resource: Readonly<Record<string, unknown>>) => string | undefined,
    ): string[] =>
      [...synthesize(built)]
        .flatMap(([stack, { resource }]) =>
          Object.values(resource[type] ?? {}).map((each) => {
            const named = name(each)
            return named === undefined ? undefined : `${stack} ${named}`
          }),
        )
        .filter((each) => each !== undefined)
        .sort()
    expect(names('permission')).toEqual(
      rendered('aws_iam_role_policy', ({ role, name }) => `${String(role)} ${String(name)}`),
    )
    expect(names('bucket')).toEqual(rendered('aws_s3_bucket_policy', ({ bucket }) => String(bucket)))
    expect(names('key')).toEqual(rendered('aws_kms_alias', ({ name }) => String(name)))
    const jobs = ({ name, assume_role_policy: trust }: Readonly<Record<string, unknown>>): string | undefined =>
      String(trust).includes('glue.amazonaws.com') ? undefined : String(name)
    expect(names('trust')).toEqual(rendered('aws_iam_role', jobs))
  })
})

const WILD =
  '{ "Version": "2012-10-17", "Statement": [{ "Sid": "Queue", "Effect": "Allow", "Action": "sqs:Send*", "Resource": "*" }] }'
const TEMPLATE = 'templates/policies/queue.json.hbs'
const personas = '\npersonas:\n  owner: { policies: [queue] }\n  reader: { policies: [queue] }\n'

describe('a template of the mesh’s own that breaks a rule', () => {
  const { compiled, diagnostics } = compilation(smallMesh({ 'mesh.yaml': MESH + personas, [TEMPLATE]: WILD }))

  test('is told once, at the template, with the first role that has it', () => {
    expect(compiled).toBeUndefined()
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'action-wildcard',
        message:
          'acme-lab-owner/queue, statement 1 (Queue): sqs:Send* stands for more than one action, and so in 1 more',
        at: { file: `mesh/${TEMPLATE}`, line: 1, column: 1 },
        hint: 'list the actions that are meant; https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
      },
    ])
  })

  test('is told for the roles that no waiver is for', () => {
    const waive = 'waive: [{ rule: action-wildcard, at: acme-lab-owner/queue, reason: CR-1 }]\n'
    const left = compilation(smallMesh({ 'mesh.yaml': MESH + personas + waive, [TEMPLATE]: WILD }))
    expect(left.diagnostics.map(({ message }) => message)).toEqual([
      'acme-lab-reader/queue, statement 1 (Queue): sqs:Send* stands for more than one action',
    ])
    expect(left.waived.map(({ result, waiver }) => [result.subject.owner, waiver.reason])).toEqual([
      ['acme-lab-owner', 'CR-1'],
    ])
  })
})

/** A role's own line, where no template is to blame: here its code belongs to somebody else, too. */
test('a trust policy that breaks a rule is told at what makes its role', () => {
  const share = ENVIRONMENT.replace('access:\n', 'access:\n      - to: { group: STATISTICS }\n')
  const built = build(smallMesh({ 'lab.yaml': share }))
  const codes = built.registry.groups
  const groups = Object.fromEntries(
    ['OWNERS', 'STATISTICS'].map((name) => [`${name} again`, { code: codes[name]?.code ?? '' }]),
  )
  const mesh = { ...built.mesh, registry: { ...built.registry, groups: { ...codes, ...groups } } }
  const { diagnostics } = lintMesh(mesh, built.graph, built.compiled)
  expect(diagnostics.map(({ code, message, at }) => [code, message.split(':')[0], at?.line, at?.column])).toEqual([
    ['group-shared-code', 'acme-lab-owner/trust, statement 1', 8, 3],
    ['group-shared-code', 'acme-lab-share-statistics/trust, statement 1', 18, 9],
  ])
})
