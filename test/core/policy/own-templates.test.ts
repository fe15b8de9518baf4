import type { Diagnostic } from '../../../core/model/diagnostic'
import type { PolicyDocument } from '../../../core/policy/document'
import { ENVIRONMENT, MESH, smallMesh } from '../../support/mesh'
import { compilation } from './compilation'

/** Templates of a mesh's own, in its folder templates/policies. */

const policy = (resource: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ${resource} }] }`
const persona = (...policies: string[]): string => `${MESH}
personas:
  reader:
    policies: [${policies.join(', ')}]
`
function compiled(files: Record<string, string>): {
  policies: Record<string, PolicyDocument>
  diagnostics: readonly Diagnostic[]
} {
  const { compiled, diagnostics } = compilation(smallMesh(files))
  return { policies: compiled?.environments.get('lab')?.roles.get('persona_reader')?.policies ?? {}, diagnostics }
}
const templates = (name: string): string => `templates/policies/${name}.json.hbs`

test('GIVEN a template in the mesh WHEN a persona names it THEN its roles have that policy', () => {
  const { policies, diagnostics } = compiled({
    'mesh.yaml': persona('data-lake-user', 'queue'),
    [templates('queue')]: policy(
      '{{json "arn:" partition ":sqs:" region ":" account ":" environment "-" role.persona}}',
    ),
  })
  expect(diagnostics).toEqual([])
  expect(Object.keys(policies)).toEqual(['data-lake-user', 'queue'])
  expect(policies.queue?.Statement[0]?.Resource).toBe('arn:aws:sqs:eu-central-1:111111111111:lab-reader')
})

test('GIVEN a template with the name of a built-in one THEN it replaces that', () => {
  const { policies } = compiled({ 'mesh.yaml': MESH, [templates('data-lake-user')]: policy('"arn:mine"') })
  expect(policies['data-lake-user']?.Statement).toEqual([
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:mine' },
  ])
})

test('GIVEN a bucket template of the mesh THEN every bucket has it', () => {
  const text =
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": {{json bucket "/*"}} } }'
  const { compiled } = compilation(smallMesh({ [templates('bucket')]: text }))
  const environment = compiled?.environments.get('lab')
  expect(environment?.datasets.get('trials')?.bucket.Statement[0]?.Resource).toBe(
    'arn:aws:s3:::acme-lab-trials-111111111111/*',
  )
  expect(environment?.results.bucket.Statement[0]?.Resource).toBe('arn:aws:s3:::results-acme-lab-111111111111/*')
})

test('GIVEN a template that says nothing for a role THEN the role does without it', () => {
  const text = `{ "Version": "2012-10-17", "Statement": [{{#if writable.objects}}1{{/if}}] }`
  expect(
    Object.keys(compiled({ 'mesh.yaml': persona('data-lake-user', 'queue'), [templates('queue')]: text }).policies),
  ).toEqual(['data-lake-user'])
})

test.each<[string, Record<string, string>, object]>([
  [
    'uses what it is not given, though nobody names it',
    { [templates('queue')]: policy('\n\n{{json queue}}') },
    {
      code: 'template',
      message: 'there is no variable queue',
      at: { file: `mesh/${templates('queue')}`, line: 3, column: 8 },
    },
  ],
  [
    'uses what only another kind of template is given',
    { [templates('home')]: policy('{{json role.arn}}') },
    { code: 'template', message: 'there is no variable role.arn', at: { file: `mesh/${templates('home')}`, line: 1 } },
  ],
  [
    'is no template',
    { [templates('queue')]: '{{#if}' },
    { code: 'template', at: { file: `mesh/${templates('queue')}`, line: 1 } },
  ],
  [
    'renders no policy for a role',
    { 'mesh.yaml': persona('queue'), [templates('queue')]: policy('[]') },
    {
      code: 'template',
      message: expect.stringMatching(/^renders no policy: statement 1: Resource/) as string,
      at: { file: `mesh/${templates('queue')}` },
    },
  ],
  [
    'is called as every object has something',
    { [templates('constructor')]: policy('{{json typo}}') },
    { code: 'template', message: 'there is no variable typo', at: { file: `mesh/${templates('constructor')}` } },
  ],
  [
    'is that of a bucket, but named by a persona',
    { 'mesh.yaml': persona('data-lake-user', 'bucket') },
    {
      code: 'unknown-policy',
      message: 'the template bucket is not for the roles of personas',
      at: { file: 'mesh/mesh.yaml', line: 11, column: 32 },
    },
  ],
  ['is that of home storage, but named by a persona', { 'mesh.yaml': persona('home') }, { code: 'unknown-policy' }],
])('a template that %s is an error, and no crash', (_, files, expected) => {
  const { policies, diagnostics } = compiled(files)
  expect(diagnostics).toEqual([expect.objectContaining({ severity: 'error' })])
  expect(diagnostics[0]).toMatchObject(expected)
  expect(policies).toEqual({})
})

test('all faulty templates are told at once', () => {
  const { diagnostics } = compiled({
    [templates('a')]: '{{x}}',
    [templates('b')]: '{{json y}}',
    'lab.yaml': ENVIRONMENT,
  })
  expect(diagnostics.map(({ at }) => at?.file)).toEqual([`mesh/${templates('a')}`, `mesh/${templates('b')}`])
})
