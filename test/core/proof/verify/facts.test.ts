import { readStack } from '../../../../core/terraform/rendered/stack'
import { verifyBootstrapFacts, verifyEnvironmentFacts, verifyHubFacts } from '../../../../core/proof/verify/facts'
import { declaredBootstraps } from '../../../../core/proof/verify/runs'
import { build, environmentOf, exampleFolder, synthesize } from '../../../support/mesh'
import { some } from '../../../support/scale'
import { allMeshes, fixtureFolder } from './meshes'

test.each(some(allMeshes))('the stacks of %s say what its files declare', (_, folder) => {
  const built = build(folder())
  const stacks = synthesize(built)
  const read = (name: string): ReturnType<typeof readStack> => readStack(name, JSON.stringify(stacks.get(name)))
  const findings = [
    verifyHubFacts(built.mesh, built.graph, read('hub')),
    ...built.graph.environments.map((each) => verifyEnvironmentFacts(built.mesh, each, read(each.environment))),
    ...declaredBootstraps(built.mesh).map((each) => verifyBootstrapFacts(built.mesh, each, read(each.name))),
  ]
  expect(findings.flatMap((each) => each.differences)).toEqual([])
  for (const { decisions } of findings) expect(decisions).toBeGreaterThan(6)
})

test('a stack that is no JSON lacks everything', () => {
  const example = build(exampleFolder())
  const stack = readStack('lost', '[]')
  const { differences, decisions } = verifyEnvironmentFacts(
    example.mesh,
    environmentOf(example, 'clinical-prod'),
    stack,
  )
  expect(differences).toHaveLength(decisions)
  expect(differences[0]).toMatchObject({ kind: 'not-understood', message: 'lost is not a JSON object' })
})

test('a closed environment keeps its data and nothing that opens it', () => {
  const built = build(fixtureFolder('features'))
  const open = synthesize(built).get('lake')
  const { differences } = verifyEnvironmentFacts(
    built.mesh,
    environmentOf(built, 'closed'),
    readStack('closed', JSON.stringify(open)),
  )
  expect(new Set(differences.map((each) => each.kind))).toEqual(
    new Set(['grant', 'not-understood', 'provider', 'role', 'row', 'storage']),
  )
})
