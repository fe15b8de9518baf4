import { execFileSync } from 'node:child_process'
import { existsSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { largePlan } from '../bench/large-plan'
import { ENVIRONMENT, MESH, type TerraformJson } from '../support/mesh'
import { lab, project, succeed, type Project } from './project'

interface Json {
  readonly digests: Readonly<Record<string, string>>
  readonly gained: readonly { readonly group: string; readonly permission: string }[]
  readonly findings: readonly { readonly rule: string; readonly message: string }[]
  readonly notAnalysed: readonly { readonly environment: string; readonly address: string }[]
  readonly drift: { readonly gained: readonly unknown[] }
}

const more = lab('reader: [READERS]', 'reader: [READERS, NEWCOMERS]')

/** The small mesh, and beside it the same with one more group. */
function changed(): Project {
  return project({ 'after/mesh.yaml': MESH, 'after/lab.yaml': more })
}

const json = (stdout: string): Json => JSON.parse(stdout) as Json

test('0 where nothing about access changes', async () => {
  const at = project({ 'after/mesh.yaml': MESH, 'after/lab.yaml': `${ENVIRONMENT}\n# a remark\n` })
  const { status, stdout, stderr } = await at.trustloom('review environments after')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^<!-- trustloom:review /)
})

test('2 where it does, and the review says what', async () => {
  const at = changed()
  const { status, stdout } = await at.trustloom('review environments after --json')
  expect(status).toBe(2)
  const groups = new Set(json(stdout).gained.map((each) => each.group))
  expect([...groups]).toEqual(['NEWCOMERS'])
})

test('a side that breaks a rule is reviewed all the same: `check` tells of it', async () => {
  const loose =
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:Send*", "Resource": "*" } }'
  const at = project({
    'environments/mesh.yaml': `${MESH}personas: { reader: { policies: [data-lake-user, queue] } }\n`,
    'environments/templates/policies/queue.json.hbs': loose,
    'after/mesh.yaml': MESH,
    'after/lab.yaml': more,
  })
  expect((await at.trustloom('check')).status).toBe(1)
  const { status, stdout } = await at.trustloom('review environments after --json')
  expect([status, json(stdout).gained.length > 0]).toEqual([2, true])
})

test.each([
  ['a device', '--output json=/dev/full', '/dev/full is in the way'],
  ['a folder that can be nowhere', '--output json=kept.json --output html=/proc/nope/a.html', '/proc/nope'],
  ['one file twice', '--output json=kept.json --output markdown=./kept.json', './kept.json would be written twice'],
  ['a folder', '--output json=kept.json --output html=environments', 'environments is in the way'],
])('nothing is written where an output is %s', async (_, outputs, says) => {
  const at = changed()
  const { status, stderr } = await at.trustloom(`review environments after ${outputs}`)
  expect([status, existsSync(join(at.folder, 'kept.json'))]).toEqual([1, false])
  expect(stderr).toContain(says)
  expect(stderr).not.toMatch(/\.[0-9a-f]{12}/)
})

test('a link to a file stays one, and its file is written', async () => {
  const at = changed()
  at.write('there.json', 'old')
  symlinkSync('there.json', join(at.folder, 'link.json'))
  await at.trustloom('review environments after --output json=link.json')
  expect(readlinkSync(join(at.folder, 'link.json'))).toBe('there.json')
  expect(json(at.read('there.json')).gained.length).toBeGreaterThan(0)
})

test('3 at or over a risk, and not under it', async () => {
  const at = changed()
  expect((await at.trustloom('review environments after --fail-on high')).status).toBe(3)
  expect((await at.trustloom('review environments after --fail-on critical')).status).toBe(2)
})

test('4 where a digest is not the approved one, 0 where it is, whatever the risk', async () => {
  const at = changed()
  const approved = json((await at.trustloom('review environments after --json')).stdout).digests
  const right = `--expect lab=${approved.lab} --expect hub=${approved.hub}`
  expect((await at.trustloom(`review environments after --fail-on low ${right}`)).status).toBe(0)
  const other = `sha256:${'0'.repeat(64)}`
  const wrong = await at.trustloom(`review environments after --fail-on low --expect lab=${other}`)
  expect(wrong.status).toBe(4)
  expect(wrong.stderr).toContain('lab is not what was approved')
  expect((await at.trustloom(`review environments after --expect elsewhere=${other}`)).status).toBe(4)
})

test('an approved review is expected as a whole', async () => {
  const at = changed()
  await at.trustloom('review environments after --output json=approved.json')
  expect((await at.trustloom('review environments after --expect-file approved.json')).status).toBe(0)
  at.write('after/lab.yaml', lab('reader: [READERS]', 'reader: [READERS, NEWCOMERS, OTHERS]'))
  expect((await at.trustloom('review environments after --expect-file approved.json')).status).toBe(4)
})

test.each([
  ['nothing to review', 'review'],
  ['a folder that is not there', 'review environments nowhere'],
  ['a folder that is no mesh', 'review environments .'],
  ['two ways at once', 'review environments after --plan plan.json'],
  ['a risk that there is not', 'review environments after --fail-on enormous'],
  ['a digest that is none', 'review environments after --expect lab=1234'],
  ['a format that there is not', 'review environments after --output pdf=a.pdf'],
  ['two formats at once', 'review environments after --json --format markdown'],
  ['a revision without a repository', 'review --base main'],
])('1 for %s', async (_, args) => {
  const at = changed()
  const { status, stdout, stderr } = await at.trustloom(args)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).not.toBe('')
  expect(stderr).not.toContain('fault of Trustloom')
})

test.each([
  ['no JSON', 'not json'],
  ['another version', '{"format_version":"2.0","resource_changes":[]}'],
  ['no plan', '{"format_version":"1.2","terraform_version":"1.11.4"}'],
  ['a saved plan', 'PK\u0003\u0004'],
  ['another stack', '{"format_version":"1.2","resource_changes":[],"planned_values":{}}'],
])('1 for a plan that is %s', async (_, text) => {
  const at = changed()
  at.write('plan.json', text)
  const { status, stderr } = await at.trustloom('review --plan plan.json')
  expect(status).toBe(1)
  expect(stderr).toContain('plan.json')
  expect(stderr).not.toContain('fault of Trustloom')
})

describe('a plan beside a mesh', () => {
  const at = project()
  const stack = (): TerraformJson => JSON.parse(at.read('cdktf.out/stacks/lab/cdk.tf.json')) as TerraformJson
  beforeAll(async () => {
    await succeed(at.synth())
    const before = stack()
    at.write('environments/lab.yaml', more)
    await succeed(at.synth())
    at.write('plan.json', JSON.stringify(largePlan(before, stack())))
    at.write('same.json', JSON.stringify(largePlan(stack(), stack())))
  })
  const review = 'review --plan plan.json --json --output markdown=review.md'

  test.each([
    ['break a rule', more.replace('tables: [visits]', 'tables: [visit]'), 'what they say is not certain', 'visit'],
    [
      'cannot be read',
      more.replace('owner: APPROVERS', 'ovner: APPROVERS'),
      'the plan was not held against them',
      'ovner',
    ],
  ])('whose files %s is told all the same, with the errors, and ends with 1', async (_, file, so, what) => {
    at.write('environments/lab.yaml', file)
    const { status, stdout, stderr } = await at.trustloom(review)
    expect(status).toBe(1)
    expect(json(stdout).gained.map((each) => each.group)).toContain('NEWCOMERS')
    const said = {
      rule: 'plan-differs-from-mesh',
      message: expect.stringMatching(new RegExp(`${so}: environments/lab.yaml:.*${what}`)) as string,
    }
    expect(json(stdout).findings).toContainEqual(expect.objectContaining(said))
    expect(stderr).toMatch(new RegExp(`environments/lab.yaml:\\d+:\\d+ error.*${what}`))
    expect(stderr).toContain('the plan is reviewed all the same, and the exit status is 1')
    expect(at.read('review.md')).toContain('NEWCOMERS')
    for (const more of ['', ' --fail-on low', ` --expect lab=${String(json(stdout).digests.lab)}`])
      expect((await at.trustloom(`review --plan same.json${more}`)).status).toBe(1)
  })

  test('without errors ends as ever', async () => {
    at.write('environments/lab.yaml', more)
    const { status, stdout } = await at.trustloom(review)
    expect([status, json(stdout).findings]).toEqual([2, []])
    expect((await at.trustloom('review --plan same.json')).status).toBe(0)
  })
})

test('files before that cannot be rendered are told, and what becomes of the review', async () => {
  const at = changed()
  at.write('environments/lab.yaml', more.replace('owner: APPROVERS', 'ovner: APPROVERS'))
  const { status, stderr } = await at.trustloom('review environments after')
  expect(status).toBe(2)
  expect(stderr).toContain('the files before cannot be rendered: everything counts as new')
  expect(stderr).not.toContain('nothing was written')
})

test('a mesh with errors is told with its lines, and nothing is written', async () => {
  const at = changed()
  at.write('after/lab.yaml', more.replace('owner: APPROVERS', 'ovner: APPROVERS'))
  const { status, stderr } = await at.trustloom('review environments after --output markdown=review.md')
  expect(status).toBe(1)
  expect(stderr).toMatch(/after\/lab\.yaml:\d+:\d+/)
  expect(Object.keys(at.tree())).not.toContain('review.md')
})

test('a mesh and its output say the same', async () => {
  const at = changed()
  expect((await at.synth()).status).toBe(0)
  const { status, stdout } = await at.trustloom('review environments cdktf.out --json')
  expect([status, json(stdout).gained, json(stdout).findings]).toEqual([0, [], []])
})

test.each([
  ['a file beside a stack', 'stacks/lab/evil.tf', 'stacks/lab/evil.tf', 'lab'],
  ['a hidden file of variables', 'stacks/lab/.auto.tfvars', 'stacks/lab/.auto.tfvars', 'lab'],
  ['a lock of providers', 'stacks/hub/.terraform.lock.hcl', 'stacks/hub/.terraform.lock.hcl', 'hub'],
  ['a folder that no stack has', 'stacks/old-env/main.tf.json', 'stacks/old-env/main.tf.json', 'hub'],
  ['a name with a line break', 'stacks/lab/a\nb.tf', '"stacks/lab/a\\nb.tf"', 'lab'],
])('%s is told of an output, and is in its digest', async (_, path, address, environment) => {
  const at = project()
  await succeed(at.synth())
  const review = async (): Promise<Json> => json((await at.trustloom('review environments cdktf.out --json')).stdout)
  const before = await review()
  expect(before.notAnalysed).toEqual([])
  at.write(`cdktf.out/${path}`, 'resource "aws_iam_role" "evil" {}')
  const found = await review()
  expect(found.notAnalysed).toMatchObject([{ environment, address }])
  expect(found.digests[environment]).not.toBe(before.digests[environment])
  at.write(`cdktf.out/${path}`, 'another')
  expect((await review()).digests[environment]).not.toBe(found.digests[environment])
})

test('two revisions are compared, and the work tree is neither read nor touched', async () => {
  const at = project()
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: at.folder,
      encoding: 'utf8',
    })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'before')
  at.write('environments/lab.yaml', more)
  git('commit', '-qam', 'after')
  at.write('environments/lab.yaml', 'half: a file')
  const before = at.tree('environments')
  const { status, stdout } = await at.trustloom('review --base main~1 --head main --json')
  expect(status).toBe(2)
  expect([...new Set(json(stdout).gained.map((each) => each.group))]).toEqual(['NEWCOMERS'])
  expect(at.tree('environments')).toEqual(before)
  expect((await at.trustloom('review --base nowhere')).stderr).toContain('Git knows no revision nowhere')
})

test("Lake Formation's own list tells whom somebody gave something outside Terraform", async () => {
  const at = project()
  expect((await at.synth()).status).toBe(0)
  const stack = JSON.parse(at.read('cdktf.out/stacks/lab/cdk.tf.json')) as {
    resource: { aws_lakeformation_permissions: Record<string, Record<string, never>> }
  }
  const entries = Object.values(stack.resource.aws_lakeformation_permissions).map(liveEntry)
  const list = (all: readonly unknown[]): void =>
    writeFileSync(join(at.folder, 'live.json'), JSON.stringify({ PrincipalResourcePermissions: all }))
  list(entries)
  expect((await at.trustloom('review --live live.json')).status).toBe(0)
  const table = { CatalogId: '111111111111', DatabaseName: 'lab_trials', Name: 'subjects' }
  const stranger = { DataLakePrincipalIdentifier: 'arn:aws:iam::111111111111:role/stranger' }
  list([
    ...entries,
    { Principal: stranger, Resource: { Table: table }, Permissions: ['SELECT'], PermissionsWithGrantOption: [] },
  ])
  const { status, stdout } = await at.trustloom('review --live live.json --json')
  expect(status).toBe(2)
  expect(json(stdout).findings.map((each) => each.message)).toEqual([
    'someone outside Terraform gave SELECT on trials.subjects to arn:aws:iam::111111111111:role/stranger',
  ])
  const { stdout: page } = await at.trustloom('review --live live.json --format html')
  const [, data = '{}'] = /id="data">([^<]*)</.exec(page) ?? []
  const { texts, paths } = JSON.parse(data) as { texts: string[]; paths: number[][] }
  const strangers = paths.filter(([, group = -1]) => texts[group]?.endsWith(':role/stranger'))
  // What is there and was not declared: nothing before, something after.
  expect(strangers.map((each) => [each[7] === -1, each[8] === -1])).toEqual([[true, false]])
  list(entries.slice(1))
  expect(json((await at.trustloom('review --live live.json --json')).stdout).findings[0]?.message).toMatch(
    /^someone outside Terraform took /,
  )
})

/** A grant as Lake Formation lists it. */
function liveEntry(grant: Record<string, never>): object {
  const {
    principal,
    permissions,
    permissions_with_grant_option: option = [],
    database,
    table,
    data_location: location,
  } = grant as Record<string, Record<string, string>>
  const catalog = { CatalogId: '111111111111' }
  const resource = database
    ? { Database: { ...catalog, Name: database.name } }
    : table
      ? { Table: { ...catalog, DatabaseName: table.database_name, Name: table.name } }
      : { DataLocation: { ...catalog, ResourceArn: location?.arn } }
  return {
    Principal: { DataLakePrincipalIdentifier: principal },
    Resource: resource,
    Permissions: permissions,
    PermissionsWithGrantOption: option,
  }
}

describe('what is printed', () => {
  const first = async (args: string, env = {}): Promise<string> => {
    const { stdout } = await changed().trustloom(`review environments after ${args}`, env)
    return stdout.split('\n')[0] ?? ''
  }
  const TERMINAL = { TEST_TERMINAL: 'stdout' }

  test.each([
    ['text on a terminal', '', { ...TERMINAL, NO_COLOR: '1' }, /^Access changes: high$/],
    ['with colours, where there are some', '', { ...TERMINAL, FORCE_COLOR: '1' }, /^\u001B\[1mAccess changes\u001B/],
    ['Markdown elsewhere', '', {}, /^<!-- trustloom:review /],
    ['Markdown where it is asked for', '--format markdown', TERMINAL, /^<!-- trustloom:review /],
    ['text where it is asked for, without colours', '--format text', {}, /^Access changes: high$/],
    ['nothing where an output is named', '--output text=review.txt', TERMINAL, /^$/],
  ])('%s', async (_, args, env, expected) => {
    expect(await first(args, env)).toMatch(expected)
  })
})

const approved = ENVIRONMENT.replace(
  'tables: [visits]\n',
  `tables: [visits]
      - to: { group: STATISTICS }
        tables: [subjects]
        approvedBy: APPROVERS
        reason: "CR-4711 <b>[x](y)"
`,
)

test.each([
  ['markdown', ['approved by `APPROVERS`, reason: <code>CR-4711 &#60;b&#62;&#91;x&#93;&#40;y&#41;</code>']],
  ['summary', ['approved by `APPROVERS`, reason: <code>CR-4711 &#60;b&#62;&#91;x&#93;&#40;y&#41;</code>']],
  ['json', ['"approvedBy": "APPROVERS"', '"reason": "CR-4711 <b>[x](y)"']],
  ['sarif', ['Its entry says: approved by APPROVERS, reason: CR-4711 <b>\\\\[x\\\\](y).']],
  ['html', ['approved by APPROVERS, reason: CR-4711 &lt;b&gt;[x](y)']],
  ['text', ['APPROVERS, reason: CR-4711 <b>[x](y)']],
])('who approved an entry, and why, is in %s', async (format, texts) => {
  const at = project({ 'after/mesh.yaml': MESH, 'after/lab.yaml': approved })
  const { stdout } = await at.trustloom(`review environments after --format ${format}`)
  for (const each of texts) expect(stdout.replace(/\n +(?=\S)/g, ' ').replace(/ {2,}/g, ' ')).toContain(each)
})

test('the page names its mesh and what is compared', async () => {
  const { stdout } = await changed().trustloom('review environments after --format html')
  expect(stdout).toContain('<title>Access review of acme: environments → after: high</title>')
})

test('an alert is on the line of the file that is edited', async () => {
  const { stdout } = await changed().trustloom('review environments after --format sarif')
  const line = more.split('\n').findIndex((each) => each.includes('NEWCOMERS')) + 1
  const { runs } = JSON.parse(stdout) as {
    runs: {
      results: {
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[]
      }[]
    }[]
  }
  const places = runs.flatMap(({ results }) =>
    results.flatMap(({ locations }) => locations.map((each) => each.physicalLocation)),
  )
  expect(places.length).toBeGreaterThan(0)
  for (const each of places)
    expect([each.artifactLocation.uri, each.region.startLine]).toEqual(['after/lab.yaml', line])
})

describe('what files alone say', () => {
  const mesh = (more: string): string => `${MESH}${more}`
  const told = async (before: string, after: string): Promise<string[]> => {
    const at = project({ 'before/mesh.yaml': before, 'before/lab.yaml': ENVIRONMENT, 'before/groups.txt': GROUPS })
    for (const [path, text] of Object.entries({ 'mesh.yaml': after, 'lab.yaml': ENVIRONMENT, 'groups.txt': GROUPS }))
      at.write(`after/${path}`, text)
    const { status, stdout } = await at.trustloom('review before after --json')
    expect(status).toBe(2)
    return json(stdout).findings.map((each) => `${each.rule}: ${each.message}`)
  }
  const GROUPS = [...ENVIRONMENT.matchAll(/\b[A-Z]{4,}\b/g)].map(([each]) => `${each}\n`).join('')

  test('is told: a directory that goes', async () => {
    expect(await told(mesh('directory: groups.txt\n'), MESH)).toEqual([
      'review-settings-changed: `directory` is gone from mesh.yaml: a group that does not exist is no error any more',
    ])
  })

  test('is told: a waiver that comes', async () => {
    const waive = 'waive: [{ rule: wildcard-action, at: acme-lab-reader, reason: because }]\n'
    expect(await told(MESH, mesh(waive))).toEqual([
      'review-settings-changed: the rule wildcard-action is waived at acme-lab-reader: because',
    ])
  })
})

test('faults of what a change is compared with do not stop it', async () => {
  const at = changed()
  const mended = async (base: string): Promise<Json & { status: number }> => {
    at.write('environments/lab.yaml', base)
    const { status, stdout } = await at.trustloom('review environments after --json')
    return { ...json(stdout), status }
  }
  const contradicts = await mended(lab('services: [', 'services: [nowhere, '))
  expect(contradicts.status).toBe(2)
  const unreadable = await mended('not: [yaml')
  expect(unreadable.status).toBe(2)
  expect(unreadable.findings.map((each) => each.message)).toContain(
    'the files before cannot be rendered: everything counts as new',
  )
})
