import { join } from 'node:path'
import { exampleFolder } from '../support/mesh'
import { project, succeed } from './project'

const stack = (name: string): string => join('cdktf.out', 'stacks', name, 'cdk.tf.json')

interface AllJson {
  readonly counts: Readonly<Record<string, number>>
  readonly signIns: readonly {
    readonly service: string
    readonly groups: readonly string[]
    readonly refused: { readonly code: string | null; readonly message: string } | null
    readonly roles: readonly { readonly environment: string; readonly name: string }[]
  }[]
  readonly differences: readonly Readonly<Record<string, unknown>>[]
}

const allOf = (stdout: string): AllJson => JSON.parse(stdout) as AllJson

/** `service group role` of each role that opened in a sign-in of one group. */
const openedBy = (stdout: string): string[] =>
  allOf(stdout)
    .signIns.filter(({ groups }) => groups.length === 1)
    .flatMap(({ service, groups, roles }) => roles.map(({ name }) => `${service} ${groups[0]} ${name}`))

describe('the example mesh', () => {
  const folder = exampleFolder()
  const files = Object.fromEntries(folder.list().map((name) => [`environments/${name}`, folder.read(name) ?? '']))
  const at = project({ ...files, 'environments/lab.yaml': '' })
  at.remove('environments/lab.yaml')
  beforeAll(() => succeed(at.synth()))

  test('a group that is taken out of the files loses exactly its paths', async () => {
    const before = await succeed(at.trustloom('signin --all --json'))
    const less = project({ ...at.tree('environments'), 'environments/lab.yaml': '' })
    less.remove('environments/lab.yaml')
    const file = 'environments/manufacturing-prod.yaml'
    expect(less.read(file)).toContain('[ADG-GXP-AUDIT]')
    less.write(file, less.read(file).replace('[ADG-GXP-AUDIT]', '[]'))
    const after = await succeed(less.trustloom('signin --all --json'))
    expect(allOf(after.stdout).differences).toEqual([])
    const lost = openedBy(before.stdout).filter((each) => !openedBy(after.stdout).includes(each))
    expect(lost).toEqual(
      ['databricks', 'powerbi'].map((each) => `${each} ADG-GXP-AUDIT novo-manufacturing-prod-auditor`),
    )
    expect(openedBy(after.stdout).filter((each) => !openedBy(before.stdout).includes(each))).toEqual([])
  })

  test('a row that somebody took out of the output is told, with the line that says otherwise', async () => {
    const text = at.read(stack('clinical-prod'))
    const json = JSON.parse(text) as { resource: { aws_dynamodb_table_item: Record<string, unknown> } }
    delete json.resource.aws_dynamodb_table_item.row_67qB
    at.write(stack('clinical-prod'), JSON.stringify(json))
    const args = 'signin --service jupyterhub --user anna@novonordisk.com --groups ADG-STATISTICS'
    const [one, all, data] = [
      await at.trustloom(args),
      await at.trustloom('signin --all'),
      await at.trustloom('signin --all --json'),
    ]
    at.write(stack('clinical-prod'), text)
    expect([one.status, all.status, data.status]).toEqual([1, 1, 1])
    const message =
      /^environments\/clinical-prod\.yaml:\d+:\d+ error\[refused\] ADG-STATISTICS may open novo-clinical-prod-share-adg-statistics through jupyterhub, and the sign-in is refused: .*\n {2}= rendered in cdktf\.out\/stacks\/clinical-prod\/cdk\.tf\.json: aws_iam_role\.share_adg-statistics$/m
    expect(one.stderr).toMatch(message)
    expect(all.stderr).toMatch(message)
    expect(one.stdout).toMatch(/^refused .*\n\n1 difference\n$/m)
    expect(all.stdout).toMatch(/\n2 differences\n$/)
    expect(allOf(data.stdout).differences[0]).toEqual({
      kind: 'refused',
      message: expect.stringContaining('ADG-STATISTICS may open'),
      stack: 'clinical-prod',
      address: 'aws_iam_role.share_adg-statistics',
      service: 'databricks',
      groups: ['ADG-STATISTICS'],
      role: 'novo-clinical-prod-share-adg-statistics',
      source: expect.stringMatching(/^environments\/clinical-prod\.yaml:\d+:\d+$/),
    })
  })
})
