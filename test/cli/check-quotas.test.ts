import { QUOTA_IDS } from '../../core/model/quotas/table'
import { MESH } from '../support/mesh'
import { dev, lab, project, succeed } from './project'

interface Line {
  readonly quota: string
  readonly environment: string
  readonly owner: string
  readonly used: number
  readonly limit: number
}

const groups = (count: number): string => `[${Array.from({ length: count }, (_, index) => `G${index}`).join(', ')}]`
const mesh = MESH.replace('[notebooks]', '[notebooks], maxGroups: 21')

describe('check', () => {
  const at = project({
    'environments/mesh.yaml': mesh,
    'environments/lab.yaml': lab('[OWNERS]', groups(110)).replace('[READERS]', groups(60)),
    'environments/dev.yaml': dev,
  })

  test('prints what is half used, the fullest first, with one line for each quota and environment', async () => {
    const { stdout, stderr } = await succeed(at.trustloom('check'))
    const [title, ...lines] = stdout.split('\n').slice(-3, -1)
    expect(title).toBe('quotas that are half used (all: check --quotas):')
    expect(lines).toEqual([
      expect.stringMatching(
        /^ {2}\d\d % {2}lab {2}trust-policy {2}acme-lab-owner and 1 more role {2}\d{4} of 2048 characters$/,
      ),
    ])
    expect(stderr).toContain('environments/lab.yaml:8:11 warning[quota-near] the trust policy of acme-lab-owner has ')
    expect(stderr).toContain(
      'environments/mesh.yaml:7:3 warning[quota-near] a session through notebooks has up to 21 of 20',
    )
  })

  test('--quotas prints every line', async () => {
    const [{ stdout }, json] = await Promise.all([
      succeed(at.trustloom('check --quotas')),
      succeed(at.trustloom('check --json')),
    ])
    const { quotas } = JSON.parse(json.stdout) as { quotas: Line[] }
    const lines = stdout.split('\n').filter((line) => / % /.test(line))
    expect(lines).toHaveLength(quotas.length)
    quotas.forEach(({ quota, environment, owner, used, limit }, index) => {
      const cells = lines[index]?.trim().split(/ {2,}/)
      expect([cells?.[1], cells?.[2], cells?.[3]]).toEqual([environment, quota, owner])
      expect(cells?.[4]).toMatch(new RegExp(`^${used} of ${limit} `))
    })
  })

  test('--json has the whole ledger, with shares and places', async () => {
    const { stdout } = await succeed(at.trustloom('check --json'))
    const { quotas } = JSON.parse(stdout) as { quotas: Line[] }
    expect(quotas.find(({ quota, environment }) => quota === 'roles' && environment === 'lab')).toEqual({
      quota: 'roles',
      environment: 'lab',
      account: '111111111111',
      owner: '111111111111',
      used: 3,
      limit: 1000,
      unit: 'roles',
      percent: 0,
      at: { file: 'environments/lab.yaml', line: 4, column: 10 },
    })
    // No SAML, no pool, and no filter in this mesh.
    const without = ['saml-metadata', 'cognito-tags', 'data-filters', 'row-filter', 'saml-provider-name']
    const names = [...new Set(quotas.map(({ quota }) => quota))]
    expect(names.sort()).toEqual(QUOTA_IDS.filter((id) => !without.includes(id)).sort())
    expect([...new Set(quotas.map(({ environment }) => environment))]).toEqual(['dev', 'hub', 'lab', 'mesh'])
  })

  test('colours what is told, and NO_COLOR goes before', async () => {
    const [wanted, both] = await Promise.all([
      succeed(at.trustloom('check', { FORCE_COLOR: '1' })),
      succeed(at.trustloom('check', { FORCE_COLOR: '1', NO_COLOR: '1' })),
    ])
    expect(wanted.stdout).toMatch(/\u001B\[33m {2}\d\d % {2}lab {2}trust-policy/)
    expect(both.stdout).not.toContain('\u001B[')
  })
})

test('over a quota, the ledger is on stdout as JSON, with exit status 1', async () => {
  const at = project({ 'environments/lab.yaml': lab('[OWNERS]', groups(200)) })
  const { status, stdout } = await at.trustloom('check --json')
  const { diagnostics, quotas } = JSON.parse(stdout) as { diagnostics: { code: string }[]; quotas: Line[] }
  expect([status, diagnostics.map(({ code }) => code)]).toEqual([1, ['quota']])
  expect(
    quotas.find(({ owner, quota }) => owner === 'acme-lab-owner' && quota === 'trust-policy')?.used,
  ).toBeGreaterThan(2048)
})
