import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENT, MESH } from '../support/mesh'
import { testPlannedMesh } from '../support/planned-mesh'
import { fixtureProject, projectOf, type Project } from '../support/project'
import { planned, type Plan } from '../support/terraform-plan'

let folder = ''
const remembered = (project: Project): Project => {
  folder = project.folder
  return project
}

testPlannedMesh(
  'hooks and synchronisation in Terraform',
  { project: () => remembered(fixtureProject('synchronised')), stacks: ['hub', 'lab', 'plant'] },
  (mesh) => {
    const plan = (stack: string): Plan => mesh().get(stack)!.plan
    const inHub = <T>(type: string): Readonly<Record<string, T>> => planned<T>(plan('hub'), type)

    test('each function runs the zip beside the stack', () => {
      const functions = inHub<{ filename: string; source_code_hash: string }>('aws_lambda_function')
      expect(Object.keys(functions).sort()).toEqual([
        'cognito_elsewhere',
        'cognito_home',
        'entitlement_sync',
        'okta_saml',
        'okta_token',
        'run_task',
        'trust_sync',
      ])
      for (const { filename, source_code_hash: hash } of Object.values(functions)) {
        const zip = readFileSync(join(folder, 'cdktf.out', 'stacks', 'hub', filename))
        expect(hash).toBe(createHash('sha256').update(zip).digest('base64'))
      }
    })

    test('the API takes calls with a token of the issuer, and those of run tasks, which are signed', () => {
      const routes = inHub<{ route_key: string; authorization_type: string; authorization_scopes: string[] }>(
        'aws_apigatewayv2_route',
      )
      expect(Object.values(routes)).toEqual([
        ...['POST /okta/saml', 'POST /okta/token'].map((route_key) =>
          expect.objectContaining({ route_key, authorization_type: 'JWT', authorization_scopes: ['hooks.call'] }),
        ),
        expect.objectContaining({ route_key: 'POST /terraform/run-task', authorization_type: 'NONE' }),
      ])
      // The key that run tasks are signed with, and no secret of the identity provider.
      expect(Object.keys(inHub('aws_secretsmanager_secret'))).toEqual(['run_task_key'])
      expect(inHub('aws_secretsmanager_secret_version')).toEqual({})
    })

    test('an environment lets the hub in once its roles are there', () => {
      for (const stack of ['lab', 'plant']) {
        const roles = planned<{ path: string }>(plan(stack), 'aws_iam_role')
        expect(roles.trust_sync?.path).toBe('/acme-sync/')
        expect(planned(plan(stack), 'aws_dynamodb_table_item')).toHaveProperty('trust')
      }
    })
  },
)

const smallest = (): Project =>
  projectOf({ 'mesh.yaml': MESH.replace('services:', 'hooks: {}\nservices:'), 'lab.yaml': ENVIRONMENT })

testPlannedMesh('the smallest hooks in Terraform', { project: smallest, stacks: ['hub', 'lab'] }, (mesh) => {
  const inHub = <T>(type: string): Readonly<Record<string, T>> => planned<T>(mesh().get('hub')!.plan, type)

  test('a secret without a value, and a function that asks for it', () => {
    expect(Object.values(inHub('aws_secretsmanager_secret'))).toMatchObject([{ name: 'acme-hook-secret' }])
    expect(inHub('aws_secretsmanager_secret_version')).toEqual({})
    expect(inHub('aws_lambda_function')).toMatchObject({
      okta_token: { environment: [{ variables: { TRUSTLOOM_SECRET: 'acme-hook-secret' } }] },
    })
  })

  test('nothing that follows events', () => {
    for (const type of [
      'aws_sns_topic',
      'aws_sqs_queue',
      'aws_lambda_event_source_mapping',
      'aws_cloudwatch_event_rule',
    ])
      expect(inHub(type)).toEqual({})
  })
})
