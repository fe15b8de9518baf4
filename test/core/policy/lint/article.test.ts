import { parseAnyPolicy } from '../../../../core/policy/canonical'
import { lintPolicies } from '../../../../core/policy/lint'
import { FACTS, of } from './subject'

/** The trust policy that the article prints, with an ARN for its placeholder. */
const PRINTED = `{
    "Version": "2008-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {
            "Federated": ["arn:aws:iam::111111111111:saml-provider/okta"]
        },
        "Action": [
            "sts:AssumeRoleWithSAML",
            "sts:TagSession",
            "sts:SetSourceIdentity"
        ],
        "Condition": {
            "StringEquals": {
                "SAML:aud": "https://signin.aws.amazon.com/saml"
            },
            "StringLike": {
                "sts:SourceIdentity": "*@novonordisk.com",
                "aws:RequestTag/GroupHash": ["*xxxx*"]
            },
            "StringNotLike": {
                "sts:SourceIdentity": "*"
            }
        }
    }
}`

test('GIVEN the policy of the article as printed THEN the two lines that contradict each other are named', () => {
  const subject = of('trust', parseAnyPolicy(JSON.parse(PRINTED)), 'seed')
  const found = lintPolicies([subject], { ...FACTS, sourceIdentity: '*@novonordisk.com' })
  expect(found.map(({ rule, statement }) => [rule, statement])).toEqual([
    ['contradiction', 0],
    ['group-pattern', 0],
    ['source-identity-denied', 0],
    ['version', null],
  ])
  expect(found[0]?.message).toBe(
    'StringLike sts:SourceIdentity "*@novonordisk.com" contradicts StringNotLike sts:SourceIdentity "*" (one needs the key, the other is met only without it), so that nothing is ever allowed',
  )
})
