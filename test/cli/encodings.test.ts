import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lab, project, refuse, succeed, type Project } from './project'
import { MESH } from '../support/mesh'

const DIRECTORY = 'environments/groups.txt'
const GROUPS = 'OWNERS\r\nREADERS\r\nAPPROVERS\r\nÄrzte\r\n'
const mesh = `${MESH}directory: groups.txt\n`

/** A file as another tool writes it. */
const bytes = (at: Project, path: string, content: Buffer): void => writeFileSync(join(at.folder, path), content)
const wide = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le')

const listed = (content: Buffer): Project => {
  const at = project({ 'environments/mesh.yaml': mesh, [DIRECTORY]: '' })
  bytes(at, DIRECTORY, content)
  return at
}

describe('the list of groups', () => {
  test.each<[string, Buffer]>([
    ['UTF-16 with a byte order mark', wide(GROUPS)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${GROUPS}`)],
    ['old ends of lines', Buffer.from(GROUPS.replaceAll('\r\n', '\r'))],
  ])('is read in %s', async (_, content) => {
    await succeed(listed(content).trustloom('check'))
  })

  test.each<[string, Buffer, string]>([
    ['Windows-1252', Buffer.from(GROUPS, 'latin1'), 'is not in UTF-8: line 4 looks like Windows-1252 ("Ä")'],
    ['UTF-16 without a byte order mark', Buffer.from(GROUPS, 'utf16le'), 'is in UTF-16 without a byte order mark'],
  ])('in %s is one error', async (_, content, message) => {
    const at = listed(content)
    const { stderr } = await refuse(at, () => at.trustloom('check'))
    expect(stderr).toContain(`error[file-encoding] environments/groups.txt ${message}`)
    expect(stderr.match(/error\[/g)).toHaveLength(1)
    expect(stderr).toContain('save it as UTF-8')
  })
})

describe('a file of the mesh', () => {
  test.each(['mesh.yaml', 'lab.yaml'])('%s is read in UTF-16', async (name) => {
    const at = project()
    bytes(at, `environments/${name}`, wide(at.read(`environments/${name}`)))
    await succeed(at.trustloom('check'))
  })

  test.each(['mesh.yaml', 'lab.yaml', 'registry.lock.json', 'templates/policies/own.json.hbs'])(
    '%s in Windows-1252 is one error',
    async (name) => {
      const at = project({ 'environments/templates/policies/own.json.hbs': '' })
      bytes(at, `environments/${name}`, Buffer.from(`# Grüße\n${lab()}`, 'latin1'))
      const { stderr } = await refuse(at, () => at.trustloom('check'))
      expect(stderr).toContain(`error[file-encoding] environments/${name} is not in UTF-8: line 1`)
      expect(stderr.match(/error\[/g)).toHaveLength(1)
    },
  )
})

describe('what Terraform or AWS wrote', () => {
  test('a plan in UTF-16 is read', async () => {
    const at = project()
    bytes(at, 'plan.json', wide('{"format_version":"1.2"}'))
    const { stderr } = await refuse(at, () => at.trustloom('review --no-mesh --plan plan.json'))
    expect(stderr).not.toMatch(/JSON: it may be cut off|UTF/)
  })

  test.each(['--no-mesh --plan', '--live'])('in Windows-1252 is told: %s', async (option) => {
    const at = project()
    bytes(at, 'it.json', Buffer.from('{"format_version":"1.2","x":"ä"}', 'latin1'))
    const { status, stderr } = await at.trustloom(`review ${option} it.json`)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^error it\.json is not in UTF-8: line 1 looks like Windows-1252/m)
  })
})
