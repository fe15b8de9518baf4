import { join } from 'node:path'
import { exampleFolder } from '../support/mesh'
import { project, succeed, type Project } from './project'

const stack = (name: string): string => join('cdktf.out', 'stacks', name, 'cdk.tf.json')

type Resources = Record<string, Record<string, Record<string, unknown>>>

/** Changes a stack's resources by hand. */
function edit(at: Project, name: string, change: (resources: Resources) => void): void {
  const json = JSON.parse(at.read(stack(name))) as { resource: Resources }
  change(json.resource)
  at.write(stack(name), JSON.stringify(json, null, 2))
}

/** Changes text in an argument. */
const put = (type: string, name: string, argument: string, from: string, to: string) => (resources: Resources) => {
  const resource = resources[type]![name]!
  const text = resource[argument] as string
  if (!text.includes(from)) throw new Error(`${text} has no ${from}`)
  resource[argument] = text.replace(from, () => to)
}

describe('the example mesh', () => {
  const folder = exampleFolder()
  const files = Object.fromEntries(folder.list().map((name) => [`environments/${name}`, folder.read(name) ?? '']))
  const at = project({ ...files, 'environments/lab.yaml': '' })
  at.remove('environments/lab.yaml')
  let rendered: string

  test('means what its files say', async () => {
    const { stdout, stderr } = await succeed(at.trustloom('verify', { CI: 'true' }))
    rendered = at.read(stack('clinical-prod'))
    expect(stderr).toMatch(/^cdktf\.out was missing or out of date: rendered 4 stacks/)
    expect(stdout).toMatch(/^exception: Cognito identity pools cannot set a source identity/m)
    expect(stdout).toMatch(
      /^ {2}novo-clinical-prod-developer creates tables in .* \(environments\/clinical-prod\.yaml:\d+:\d+\)$/m,
    )
    expect(stdout).toMatch(/[\d,]{7,} decisions: 3,040 of services × roles × groups \(all of them\)/)
    expect(stdout).toMatch(/^everything is as the files say; \d+ exceptions, 0 waived$/m)
  })

  test('says so in JSON', async () => {
    const { stdout } = await succeed(at.trustloom('verify --json'))
    const json = JSON.parse(stdout) as { decisions: { total: number }; exceptions: object[] }
    expect(json).toMatchObject({ schemaVersion: 1, differences: [], findings: [], waived: [] })
    expect(json.decisions.total).toBeGreaterThan(100_000)
    expect(json.exceptions[0]).toEqual({
      environment: 'clinical-prod',
      role: expect.stringMatching(/^novo-clinical-prod-/),
      what: expect.any(String),
      reason: expect.any(String),
      source: expect.stringMatching(/^environments\/clinical-prod\.yaml:\d+:\d+$/),
    })
  })

  const reader = 'novo-clinical-prod-reader'
  const statistics = 'novo-clinical-prod-share-adg-statistics'
  test.each<[string, (resources: Resources) => void, RegExp]>([
    [
      'a widened group pattern',
      put('aws_iam_role', 'share_adg-statistics', 'assume_role_policy', '*.67qB.*', '*'),
      new RegExp(`error\\[trust\\] ${statistics} opens to ADG-\\S+.* through databricks, which no line declares`),
    ],
    [
      'another source identity',
      put('aws_iam_role', 'share_adg-statistics', 'assume_role_policy', '*@novonordisk.com', '*'),
      new RegExp(`error\\[trust\\] the trust policy of ${statistics}, for ADG-STATISTICS, says more than the files: `),
    ],
    [
      'a role that is shut',
      put('aws_iam_role', 'persona_reader', 'assume_role_policy', 'StringEquals', 'StringNotEquals'),
      new RegExp(`clinical-prod.yaml:16:\\d+ error\\[trust\\] ${reader} does not open to ADG-CLINICAL-ANALYSTS`),
    ],
    [
      'a grant of more',
      (resources) => {
        const grants = resources.aws_lakeformation_permissions!
        const name = Object.keys(grants).find((each) => each.startsWith('cells__share_adg-statistics'))!
        grants[name] = { ...grants[name], permissions: ['SELECT', 'DESCRIBE'] }
      },
      new RegExp(`error\\[grant\\] .*${statistics}.*DESCRIBE`),
    ],
    [
      'objects of a dataset',
      put(
        'aws_iam_role_policy',
        'persona_reader__data-lake-user',
        'policy',
        '"Statement":[',
        '"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::novo-clinical-prod-trials-111111111111/*"},',
      ),
      new RegExp(`error\\[permission\\] ${reader} may s3:GetObject`),
    ],
    [
      'a type of resource that is not rendered',
      (resources) => void (resources.aws_iam_user = { spy: { name: 'spy' } }),
      /error\[not-understood\] aws_iam_user\.spy is of a type that Trustloom does not render/,
    ],
    [
      "a person's folder in home storage",
      put(
        'aws_iam_role_policy',
        'home__home',
        'policy',
        '"Statement":[',
        '"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::novo-home/home/user/ceo/*"},',
      ),
      /error\[home\] the policy home of novo-clinical-prod-home, for ADG-EMPLOYEES, is not what its template gives/,
    ],
    [
      'an access point',
      put(
        'aws_iam_role_policy',
        'share_adg-statistics__data-lake-user',
        'policy',
        '"Statement":[',
        '"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:eu-central-1:111111111111:accesspoint/x/object/*"},',
      ),
      new RegExp(`error\\[permission\\] the policy data-lake-user of ${statistics}, for ADG-STATISTICS, is not`),
    ],
    [
      'a bucket opened to a user',
      put(
        'aws_s3_bucket_policy',
        'trials',
        'policy',
        '"Statement":[',
        '"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/bob"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::novo-clinical-prod-trials-111111111111/subjects/2024/*"},',
      ),
      /allows by itself what only roles may be allowed: statement 1/,
    ],
    [
      'a row that says its roles twice',
      (resources) => {
        const rows = resources.aws_dynamodb_table_item!
        const row = rows.row_67qB!
        rows.row_67qB = { ...row, item: (row.item as string).replace('{', '{"roles":{"L":[]},') }
      },
      /error\[not-understood\] aws_dynamodb_table_item.row_67qB item must be JSON in which no object has a key twice/,
    ],
    [
      'a description that Terraform would compute',
      (resources) => void (resources.aws_iam_role!.persona_reader!.description = '${file("/etc/hostname")}'),
      /error\[not-understood\] aws_iam_role.persona_reader description is computed by Terraform/,
    ],
  ])('%s is told', async (_, change, expected) => {
    edit(at, 'clinical-prod', change)
    const { status, stderr } = await at.trustloom('verify')
    at.write(stack('clinical-prod'), rendered)
    expect(stderr).toMatch(expected)
    expect(stderr).toContain('  = rendered in cdktf.out/stacks/clinical-prod/cdk.tf.json')
    expect(status).toBe(1)
  })

  test('a file that Terraform reads beside the stack is told', async () => {
    at.write('cdktf.out/stacks/clinical-prod/override.tf', 'resource "aws_iam_user" "spy" { name = "spy" }')
    const { status, stderr } = await at.trustloom('verify')
    at.remove('cdktf.out/stacks/clinical-prod/override.tf')
    expect(stderr).toContain('error[not-understood] cdktf.out/stacks/clinical-prod/override.tf is no file of Trustloom')
    expect(status).toBe(1)
  })

  test("the key of the hub's table is proved, too", async () => {
    const hub = at.read(stack('hub'))
    const opened =
      '"Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"kms:Decrypt","Resource":"*"},'
    edit(at, 'hub', put('aws_kms_key', 'entitlements', 'policy', '"Statement":[', opened))
    const { status, stderr } = await at.trustloom('verify')
    at.write(stack('hub'), hub)
    expect(stderr).toMatch(
      /error\[storage\] the policy key of alias\/novo-entitlements is not what its template gives: it says/,
    )
    expect(status).toBe(1)
  })

  test('a manifest that leads elsewhere is told, and a stack that it does not name', async () => {
    const manifest = at.read('cdktf.out/manifest.json')
    at.write(
      'cdktf.out/manifest.json',
      manifest.replace('"stacks/clinical-prod/cdk.tf.json"', '"stacks/rogue/cdk.tf.json"'),
    )
    at.write('cdktf.out/stacks/rogue/cdk.tf.json', rendered)
    const { status, stderr } = await at.trustloom('verify')
    at.write('cdktf.out/manifest.json', manifest)
    at.remove('cdktf.out/stacks/rogue')
    expect(stderr).toContain('cdktf.out/manifest.json does not name the stacks as Trustloom writes them')
    expect(stderr).toContain('cdktf.out/stacks/rogue/cdk.tf.json is no file of Trustloom')
    expect(status).toBe(1)
  })

  test('a stack that is no JSON is told once', async () => {
    at.write(stack('clinical-prod'), '')
    const { status, stderr } = await at.trustloom('verify')
    at.write(stack('clinical-prod'), rendered)
    expect(stderr.match(/error\[/g)).toHaveLength(1)
    expect(stderr).toContain('error[not-understood] clinical-prod is not a JSON object')
    expect(status).toBe(1)
  })

  test('is as it was after all that', async () => {
    expect((await at.trustloom('verify')).status).toBe(0)
  })
})
