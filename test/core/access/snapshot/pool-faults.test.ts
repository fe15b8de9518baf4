import { poolFaults } from '../../../../core/access/snapshot/pool-faults'
import { resource } from '../../../support/review-stack'

const pool = (arn: string) =>
  resource('aws_cognito_user_pool', 'p', { lambda_config: [{ pre_token_generation_config: [{ lambda_arn: arn }] }] })
const ofAccount = (account: string): string => `arn:aws:lambda:eu-central-1:${account}:function:token`

test('a function of another account that a pool asks is told', () => {
  expect(poolFaults(pool(ofAccount('111111111111')), '111111111111')).toEqual([])
  const arn = ofAccount('999999999999')
  expect(poolFaults(pool(arn), '111111111111')).toEqual([
    {
      rule: 'foreign-trigger',
      message: `aws_cognito_user_pool.p asks ${arn}, a function of another account`,
      address: 'aws_cognito_user_pool.p',
    },
  ])
})
