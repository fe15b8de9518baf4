import { join } from 'node:path'
import { signin, type SigninOptions } from '../../cli/lib/sign-in/run'
import { exampleFolder } from '../support/mesh'
import { lab, project, refuse, succeed, type Run } from './project'

const ask = 'signin --service notebooks --user anna@example.com --groups READERS'

describe('the example mesh', () => {
  const folder = exampleFolder()
  const files = Object.fromEntries(folder.list().map((name) => [`environments/${name}`, folder.read(name) ?? '']))
  const at = project({ ...files, 'environments/lab.yaml': '' })
  at.remove('environments/lab.yaml')

  let all: Run
  beforeAll(async () => {
    all = await succeed(at.trustloom('signin --all', { CI: 'true' }))
  })

  test('each group through each service opens what the files declare', () => {
    const { stdout, stderr } = all
    expect(stderr).toMatch(/^cdktf\.out was missing or out of date: rendered 4 stacks \(.*\)\n$/)
    expect(stdout).toMatch(/^ +databricks +home +jupyterhub +powerbi +rstudio$/m)
    expect(stdout).toMatch(/^ADG-STATISTICS +1 +- +1 +- +-$/m)
    expect(stdout).toMatch(/^\d+ sign-ins of \d+ groups through 5 services: \d+ roles opened, \d+ refused; 4 more of/m)
    expect(stdout).toMatch(/^everything is as the files say$/m)
  })

  test('one sign-in: the session, each role with its data, on stdout alone', async () => {
    const args = 'signin --service databricks --user anna@novonordisk.com --groups ADG-STATISTICS,ADG-BIOMARKERS'
    const { stdout: colored, stderr } = await succeed(at.trustloom(args, { FORCE_COLOR: '1' }))
    const stdout = colored.replaceAll(/\u001B\[\d+m/g, '')
    expect(stderr).toBe('')
    expect(colored).toContain('\u001B[32mopen\u001B[39m  novo')
    expect(stdout).toContain('anna@novonordisk.com signs in through databricks (saml)\n')
    expect(stdout).toMatch(/^ {4}67qB +ADG-STATISTICS$/m)
    expect(stdout).toMatch(/^open {2}novo-clinical-prod-share-adg-biomarkers$/m)
    expect(stdout).toMatch(/^ {2}declared {2}environments\/clinical-prod\.yaml:\d+:9$/m)
    expect(stdout).toMatch(/^ {2}clinical_prod_trials\.subjects +SELECT\n +columns birth_year, subject_id$/m)
    expect(stdout).toMatch(/^ +rows country = 'DK'$/m)
    expect(stdout).toMatch(/\n\nas the files say: 2 roles open\n$/)
  })

  test('a foreign user is refused, and that is as the files say', async () => {
    const args = 'signin --service databricks --user anna@example.com --groups ADG-STATISTICS'
    const { stdout } = await succeed(at.trustloom(args))
    expect(stdout).toContain('\nrefused  Your user name is not one of this data mesh.\n')
    expect(stdout).toMatch(/as the files say: the source identity of a session must match \*@novonordisk\.com\n$/)
  })
})

test('a row that somebody took out of the output is told, with the line that says otherwise', async () => {
  const at = project()
  await succeed(at.trustloom(ask))
  const path = join('cdktf.out', 'stacks', 'lab', 'cdk.tf.json')
  const json = JSON.parse(at.read(path)) as { resource: { aws_dynamodb_table_item: Record<string, { item: string }> } }
  const rows = json.resource.aws_dynamodb_table_item
  const kept = Object.entries(rows).filter(([, { item }]) => !item.includes('GROUP#READERS'))
  json.resource.aws_dynamodb_table_item = Object.fromEntries(kept)
  at.write(path, JSON.stringify(json))
  const [one, all] = [await at.trustloom(ask), await at.trustloom('signin --all')]
  for (const { status, stdout, stderr } of [one, all]) {
    expect(stderr).toMatch(
      /^environments\/lab\.yaml:\d+:\d+ error\[refused\] READERS may open acme-lab-reader through/m,
    )
    expect(stdout).toMatch(/\n\d differences?\n$/)
    expect(status).toBe(1)
  }
})

describe('JSON', () => {
  const at = project()

  test('of one sign-in', async () => {
    const { stdout } = await succeed(at.trustloom(`${ask} --json`))
    const json = JSON.parse(stdout) as { readonly roles: readonly Record<string, unknown>[] }
    const [role] = json.roles
    expect(json).toEqual({
      schemaVersion: 1,
      service: 'notebooks',
      protocol: 'oidc',
      application: null,
      user: 'anna@example.com',
      groups: [{ name: 'READERS', code: expect.stringMatching(/^\w{4}$/) }],
      attributes: {},
      refused: null,
      declared: { refusal: null, roles: ['acme-lab-reader'] },
      session: {
        name: null,
        sourceIdentity: 'anna@example.com',
        duration: null,
        tags: { GroupHash: expect.stringMatching(/^\.\w{4}\.$/) },
        transitiveTags: ['GroupHash'],
        leftOut: [],
        codes: { [Object.keys((json as unknown as { session: { codes: object } }).session.codes)[0]!]: 'READERS' },
      },
      roles: [role],
      differences: [],
    })
    expect(role).toEqual({
      name: 'acme-lab-reader',
      arn: 'arn:aws:iam::111111111111:role/acme/acme-lab-reader',
      environment: 'lab',
      account: '111111111111',
      persona: 'reader',
      provider: 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1',
      open: true,
      shut: null,
      source: expect.stringMatching(/^environments\/lab\.yaml:\d+:\d+$/),
      data: expect.arrayContaining([
        {
          dataset: 'trials',
          database: 'lab_trials',
          table: 'visits',
          location: null,
          permissions: ['DESCRIBE', 'SELECT'],
          columns: null,
          rows: null,
          grantable: false,
          lacks: null,
        },
      ]),
    })
  })

  test('of all sign-ins', async () => {
    const { stdout } = await succeed(at.trustloom('signin --all --json'))
    const alone = { service: 'notebooks', refused: null }
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      counts: { services: 1, groups: 2, signIns: 2, together: 1, opened: 2, refused: 0, differences: 0 },
      signIns: [
        { ...alone, groups: ['OWNERS'], roles: [{ environment: 'lab', name: 'acme-lab-owner' }] },
        { ...alone, groups: ['READERS'], roles: [{ environment: 'lab', name: 'acme-lab-reader' }] },
        {
          ...alone,
          groups: ['OWNERS', 'READERS'],
          roles: ['acme-lab-owner', 'acme-lab-reader'].map((name) => ({ environment: 'lab', name })),
        },
      ],
      differences: [],
    })
  })
})

describe('what is a slip of the pen is told', () => {
  const at = project()

  test('a group that no hook asks for, and an attribute of which no tag is made', async () => {
    const args = ask.replace('READERS', 'READERS,READER')
    const { stderr, stdout } = await succeed(at.trustloom(`${args} --attributes initial=A`))
    expect(stderr).toContain('READER opens no role, and no hook asks for it: did you mean READERS?\n')
    expect(stderr).toContain('no session tag is made of initial')
    expect(stdout).toContain('as the files say: 1 role opens\n')
  })

  test('people’s text cannot steer the terminal', async () => {
    const { stdout, stderr } = await at.trustloom(`${ask} --groups`, {}, ['\u001B[31m\u202E\u0007'])
    expect(stdout + stderr).not.toMatch(/[\u001B\u202E\u0007]/)
  })
})

describe('nothing is written', () => {
  const at = project()
  test.each<[string, string, string]>([
    ['for a service that is not there', ask.replace('notebooks', 'notebook'), 'did you mean notebooks?'],
    ['without groups', ask.replace('--groups READERS', ''), '--groups is missing'],
    ['for an option that is not there', `${ask} --group READERS`, "unknown option '--group'"],
    ['where the lock file is out of date and frozen', `${ask} --frozen`, 'lock-out-of-date'],
  ])('%s', async (_, args, message) => {
    expect((await refuse(at, () => at.trustloom(args))).stderr).toContain(message)
  })

  test('where the mesh has errors', async () => {
    const broken = project({ 'environments/lab.yaml': lab('[visits]', '[visit]') })
    expect((await refuse(broken, () => broken.trustloom(ask))).stderr).toContain('unknown-table')
  })

  const base = { mesh: at.folder, synth: at.folder, frozen: false, groups: ['A'], attributes: [] }
  const asked = { ...base, service: 'notebooks', user: 'anna@example.com' }
  test.each<[string, SigninOptions, string]>([
    ['without a service', { ...base, user: 'anna@example.com' }, '--service is missing'],
    ['without a user', { ...base, service: 'notebooks' }, '--user is missing'],
    ['with an empty user', { ...asked, user: '' }, '--user is missing'],
    ['with --all and a service', { ...asked, all: true }, '--all signs in every group through every service'],
    ['with --all and groups', { ...base, all: true }, '--all signs in every group through every service'],
    ['for attributes that are none', { ...asked, attributes: ['initials'] }, '--attributes is KEY=VALUE, not initials'],
    ['for groups that are no list', { ...asked, groups: ['["A"'] }, '--groups is no JSON list of texts'],
  ])('%s', async (_, options, message) => {
    const before = at.tree()
    await expect(signin(options)).rejects.toThrow(message)
    expect(at.tree()).toEqual(before)
  })
})
