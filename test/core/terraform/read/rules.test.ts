import { environmentRules, hubRules, NO_RULES } from '../../../../core/model/change-rules'
import { readOutput, withoutRules } from '../../../../core/terraform/read/output'
import { readSynth } from '../../../../core/terraform/read/synth'
import { build, environmentOf, ENVIRONMENT, MESH, smallMesh, synthesize } from '../../../support/mesh'

const EVERYTHING = smallMesh({
  'mesh.yaml': `${MESH}directory: groups.txt
review: { risk: { new-group: high } }
hooks: { runTask: { failOn: low } }
waive: [{ rule: many-stars, at: acme-lab-reader/data-lake-user, reason: "\${because} %{it}" }]
`,
  'lab.yaml': ENVIRONMENT.replace('owner: APPROVERS', 'owner: APPROVERS\n    stewards: [OWNERS]').replace(
    'tables: [visits]\n',
    'tables: [visits]\n        approvedBy: OWNERS\n',
  ),
  'groups.txt': 'OWNERS\nREADERS\nAPPROVERS\nLEAVERS\n',
  'registry.lock.json': '{"groups": {}, "retired": {"Lea1": "LEAVERS"}, "environments": {}}',
})

const rulesIn = (name: string): unknown =>
  readSynth(JSON.stringify(synthesize(build(EVERYTHING)).get(name)), name).output?.rules

test('what the files say of the mesh is read from the stack of the hub', () => {
  expect(rulesIn('hub')).toEqual({
    ...NO_RULES,
    risk: { 'new-group': 'high' },
    failOn: 'low',
    directory: 'groups.txt',
    classifications: ['public', 'internal', 'confidential', 'restricted'],
    retired: { Lea1: 'LEAVERS' },
    waivers: [{ rule: 'many-stars', at: 'acme-lab-reader/data-lake-user', reason: '${because} %{it}' }],
  })
})

test('what the files say of an environment is read from its stack', () => {
  expect(rulesIn('lab')).toEqual({
    ...NO_RULES,
    stewards: { trials: ['OWNERS'] },
    approvals: [{ dataset: 'trials', role: 'acme-lab-reader', tables: ['visits'], approvedBy: 'OWNERS' }],
  })
})

test('files that say nothing say no rules', () => {
  const { mesh, graph } = build(smallMesh())
  const { classifications, ...rest } = hubRules(mesh, graph.retired)
  expect(classifications).toHaveLength(4)
  const { classifications: _, ...nothing } = NO_RULES
  expect(rest).toEqual(nothing)
  expect(environmentRules(mesh, environmentOf(build(smallMesh()), 'lab'))).toEqual(NO_RULES)
})

const output = (rules: unknown): object => ({ mesh: 'acme', environment: 'lab', rules })

test('what is no rule is left out, and an output without rules has none', () => {
  expect(readOutput({ mesh: 'acme', environment: 'lab' })?.rules).toBeUndefined()
  const odd = { risk: { 'new-group': 'x' }, failOn: 'none', directory: 1, waivers: [1, { rule: 'x' }], approvals: [{}] }
  expect(readOutput(output(odd))?.rules).toEqual(NO_RULES)
})

test('rules are compared by what they say, and all else of the output as it is', () => {
  expect(withoutRules(output({ waivers: [] }))).toEqual({ mesh: 'acme', environment: 'lab' })
  expect(withoutRules(output({ waivers: [], any: 1 }))).toEqual(output({ any: 1 }))
})
