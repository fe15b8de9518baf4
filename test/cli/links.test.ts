import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { MESH } from '../support/mesh'
import { project, refuse } from './project'

const SECRET = 'root:x:0:0:the secret of another file'

/** A project in which a file of the mesh is a link. */
function linked(name: string, target: string, mesh = MESH): ReturnType<typeof project> {
  const at = project({ secret: `${SECRET}\n`, 'environments/mesh.yaml': mesh })
  if (name === 'mesh.yaml') at.remove('environments/mesh.yaml')
  symlinkSync(target, join(at.folder, 'environments', name))
  return at
}

test.each<[string, string]>([
  ['mesh.yaml', MESH],
  ['dev.yaml', MESH],
  ['registry.lock.json', MESH],
  ['groups.txt', `${MESH}directory: groups.txt\n`],
  ['idp.xml', MESH.replace('services:', 'services:\n  other: { protocol: saml, metadata: idp.xml }')],
])('a link out of the mesh, %s, is refused, and nothing of its target is told', async (name, mesh) => {
  const at = linked(name, '../secret', mesh)
  const { status, stderr } = await at.trustloom('check')
  expect(status).toBe(1)
  expect(stderr).toContain(`error[file-link] environments/${name} is a link that leads out of the folder`)
  expect(stderr).not.toContain('secret of')
  expect(stderr).toContain('1 error: nothing was written')
})

test.each([
  ['nowhere', 'missing.yaml', 'leads nowhere'],
  ['to itself', 'dev.yaml', 'leads in a circle'],
])('a link %s is called so', async (_, target, message) => {
  const at = linked('dev.yaml', target)
  const { status, stderr } = await at.trustloom('check')
  expect([status, stderr]).toEqual([1, expect.stringContaining(`dev.yaml is a link that ${message}`)])
})

test('a link inside the mesh is followed', async () => {
  const at = linked('dev.yaml', 'lab.yaml')
  const { stderr } = await refuse(at, () => at.trustloom('check'))
  expect(stderr).toContain('account-shared')
})
