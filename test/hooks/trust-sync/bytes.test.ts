import { policyText } from '../../../core/policy/policy-text'
import { build, smallMesh, synthesize } from '../../support/mesh'
import { FILES, LAB, memberRows, metadata, oidcEvent, putRow, samlEvent, startLab } from './lab'

/*
 * What the hook writes is what synth renders once the same stands in the files: after `pull` and an apply nothing of
 * trust changes.
 */

const SERVICES = `
  databricks: { protocol: saml, metadata: databricks.xml, application: 0oa1databricks }
  studio: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [studio, editor] }
`

test('trust policies are those of a mesh whose files declare the same services and groups, byte for byte', async () => {
  const lab = await startLab({ iam: { trustLimit: 4096 } })
  await lab.apply('lab', 'lab-1', { trustLimit: 4096 })
  const { groups } = lab.built.registry
  for (const row of memberRows('lab', 'ADG-NEW', 'zAAA', ['acme-lab-reader'])) await putRow(lab, row)
  await lab.look('lab')
  await lab.follow(
    oidcEvent(1, { issuer: 'https://login.example.com/oauth2/aus1', clientIds: ['studio', 'editor'] }),
    samlEvent(1),
  )
  const written = [...lab.iam.account(LAB).roles].map(([name, { trust }]) => [name, trust])
  await lab.close()

  const declared = build(
    smallMesh({
      ...FILES,
      'mesh.yaml': FILES['mesh.yaml'] + SERVICES.trimStart().replace(/^/, '  '),
      'lab.yaml': FILES['lab.yaml']
        .replace('services: [notebooks]\n', 'services: [databricks, notebooks, studio]\n')
        .replace('[READERS]', '[READERS, ADG-NEW]'),
      'databricks.xml': metadata(),
      'registry.lock.json': JSON.stringify({
        groups: { ...groups, 'ADG-NEW': { code: 'zAAA' } },
        retired: {},
        environments: {},
      }),
    }),
  )
  const stack = synthesize(declared).get('lab')
  const rendered = Object.values(stack?.resource.aws_iam_role ?? {})
    .map(({ name, assume_role_policy: trust }) => [name, trust])
    .filter(([name]) => written.some(([each]) => each === name))
  const byName = (a: unknown[], b: unknown[]): number => (String(a[0]) < String(b[0]) ? -1 : 1)
  expect(written.sort(byName)).toEqual(rendered.sort(byName))
  expect(written).toHaveLength(4)
  // Both providers and the new group are in it: the comparison is about something.
  const reader = written.find(([name]) => name === 'acme-lab-reader')?.[1]
  for (const text of ['saml-provider/acme-databricks', '"studio"', '*.zAAA.*']) expect(reader).toContain(text)
  expect(policyText(JSON.parse(reader ?? ''))).toBe(reader)
})
