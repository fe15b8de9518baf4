import fc from 'fast-check'
import { inCurrentVersion } from '../../../core/policy/current-version'
import type { PolicyDocument } from '../../../core/policy/document'
import { evaluate } from '../../../core/policy/evaluate'
import { runs } from '../../support/scale'

const parts = fc.constantFrom('a', '*', '?', '$', '{', '}', '${', '${*}', '${$}', '${aws:username}', '/')
const text = fc.array(parts, { minLength: 1, maxLength: 4 }).map((all) => all.join(''))
const asked = fc.oneof(text, fc.constantFrom('a', 'bob', 'a/bob', '$', '*', '${*}'))
const OLD = '2008-10-17'

const decided = (document: PolicyDocument, resource: string, value: string): string =>
  evaluate([document], {
    principal: { type: 'AWS', id: 'arn:aws:iam::111111111111:user/bob' },
    action: 's3:GetObject',
    resource: `arn:aws:s3:::${resource}`,
    context: { 'aws:username': 'bob', 'aws:PrincipalTag/x': value },
  }).effect

test('property: it decides as the first version does', () => {
  let allowed = 0
  fc.assert(
    fc.property(text, text, asked, asked, (pattern, value, resource, given) => {
      const document: PolicyDocument = {
        Version: OLD,
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${pattern}`,
            Condition: { StringLike: { 'aws:PrincipalTag/x': value } },
          },
        ],
      }
      for (const [a, b] of [
        [resource, given],
        [pattern, value],
      ] as const) {
        const effect = decided(document, a, b)
        if (effect === 'Allow') allowed++
        expect(decided(inCurrentVersion(document), a, b)).toBe(effect)
      }
    }),
    { numRuns: runs(1000) },
  )
  expect(allowed).toBeGreaterThan(runs(200))
})

test('what is in the current version stays the object that it is', () => {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'a:A', Resource: '${aws:username}' }],
  }
  expect(inCurrentVersion(document)).toBe(document)
})
