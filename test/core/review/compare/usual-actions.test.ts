import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isUsual, unusualIn } from '../../../../core/review/compare/usual-actions'

const FOLDER = join(__dirname, '..', '..', '..', '..', 'templates', 'policies')
/** Templates of resources and of runs, which no role of people or jobs is made of. */
const OTHERS = /^(?:bucket|key|run-.*)\.json\.hbs$/

test('every action of a built-in template for roles is usual', () => {
  const files = readdirSync(FOLDER).filter((each) => !OTHERS.test(each))
  const actions = files.flatMap((each) => {
    const text = readFileSync(join(FOLDER, each), 'utf8')
    return [...text.matchAll(/"((?:athena|cloudwatch|glue|iam|kms|lakeformation|logs|s3|sts):[A-Z]\w*)"/g)].map(
      ([, action = '']) => action,
    )
  })
  expect(actions.length).toBeGreaterThan(100)
  const keys = /:(?:PassedToService|ViaService)$/
  expect(actions.filter((each) => !keys.test(each) && !isUsual(each))).toEqual([])
})

test.each(['lambda:UpdateFunctionCode', 'secretsmanager:GetSecretValue', 'dynamodb:PutItem', 'ssm:SendCommand'])(
  '%s is not',
  (action) => {
    expect(unusualIn({ Effect: 'Allow', Action: ['s3:GetObject', action], Resource: '*' })).toEqual([action])
  },
)

test.each(['s3:*', '*', 'glue:Get*', 's3:PutBucketPolicy'])('nor is %s', (Action) => {
  expect(unusualIn({ Effect: 'Allow', Action, Resource: '*' })).toEqual([Action])
})
