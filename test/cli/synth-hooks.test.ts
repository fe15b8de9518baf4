import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { oktaFiles } from '../support/okta'
import { project, succeed, type Project } from './project'

const files = Object.entries(oktaFiles({ attributes: { initials: 'user.initials' } }))
const make = (): Project => project(Object.fromEntries(files.map(([name, text]) => [`environments/${name}`, text])))
const ZIPS = ['okta-saml', 'okta-token'].map((hook) => `cdktf.out/stacks/hub/hooks/${hook}.zip`)
const OKTA = 'cdktf.out/stacks/okta/cdk.tf.json'
const bytes = (at: Project, path: string): Buffer => readFileSync(join(at.folder, path))

const [at, elsewhere] = [make(), make()]
/** As synthesized, path → bytes: later tests write into these folders. */
const all = (of: Project): ReadonlyMap<string, Buffer> =>
  new Map(Object.keys(of.tree()).map((path) => [path, bytes(of, path)]))
let written: readonly ReadonlyMap<string, Buffer>[]
beforeAll(async () => {
  const [{ stdout }] = await Promise.all([
    succeed(at.synth('', { TZ: 'UTC' })),
    succeed(elsewhere.synth('', { TZ: 'Pacific/Kiritimati' })),
  ])
  expect(stdout).toBe('cdktf.out: 3 stacks (hub, lab, okta)\n')
  written = [all(at), all(elsewhere)]
})

describe('synth of a mesh with hooks', () => {
  test('is the same byte for byte in another folder and time zone, zips among them', () => {
    const [here, there] = written as [ReadonlyMap<string, Buffer>, ReadonlyMap<string, Buffer>]
    expect([...here.keys()]).toEqual(expect.arrayContaining([...ZIPS, OKTA]))
    expect([...there.keys()]).toEqual([...here.keys()])
    expect([...here].filter(([path, own]) => !there.get(path)?.equals(own)).map(([path]) => path)).toEqual([])
  })

  test('puts the code and what it must know of the mesh into a zip', () => {
    const { 'index.js': code, 'mesh.json': about, ...others } = unzipSync(bytes(at, ZIPS[0]!))
    expect(others).toEqual({})
    expect(Buffer.from(code!).toString()).not.toContain(at.folder)
    expect(JSON.parse(Buffer.from(about!).toString())).toMatchObject({
      mesh: 'acme',
      services: { databricks: { application: '0oa1databricks' } },
      attributes: { tag0: 'initials' },
    })
  })

  test('can be of Okta’s stack alone', async () => {
    const before = ZIPS.map((path) => bytes(at, path))
    expect((await succeed(at.synth('okta'))).stdout).toBe('cdktf.out: 1 stack (okta)\n')
    // Jest compares bytes number by number.
    expect(ZIPS.map((path, index) => before[index]?.equals(bytes(at, path)))).toEqual(ZIPS.map(() => true))
    const { stacks } = JSON.parse(at.read('cdktf.out/manifest.json')) as {
      stacks: Record<string, { dependencies: string[] }>
    }
    expect(stacks.okta?.dependencies).toEqual(['hub'])
  })
})

describe('verify of a mesh with hooks', () => {
  test('tells that Okta’s stack was compared and not evaluated', async () => {
    const { stdout, stderr } = await succeed(at.trustloom('verify'))
    expect(stdout).toMatch(/^everything is as the files say/m)
    expect(stderr).toBe('okta: compared with what the files render; what Okta makes of it is not evaluated\n')
  })

  test('tells a zip that somebody changed, and a stack', async () => {
    writeFileSync(join(elsewhere.folder, ZIPS[1]!), Buffer.concat([bytes(at, ZIPS[1]!), Buffer.from('x')]))
    elsewhere.write(OKTA, at.read(OKTA).replace('${var.hook_url}/okta/saml', 'https://evil.example.com'))
    const { status, stdout, stderr } = await elsewhere.trustloom('verify')
    expect(stderr).toMatch(/^error\[machinery\] cdktf\.out\/stacks\/hub\/hooks\/okta-token\.zip is not the code that /m)
    expect(stderr).toMatch(/^error\[machinery\] okta_inline_hook\.saml is not as .*: channel\.uri is "https:\/\/evil/m)
    expect([status, stdout.trim().split('\n').at(-1), stderr.includes('rendered')]).toEqual([1, '2 differences', true])
    expect(stderr).not.toContain('out of date')
  })
})
