import fc from 'fast-check'
import { hasKeyTwice } from '../../../../core/terraform/read/key-twice'
import { readStack } from '../../../../core/terraform/rendered/stack'

const twice = (text: string): boolean => hasKeyTwice(text, JSON.parse(text))

test('a key that stands twice in an object is seen, however it is written', () => {
  expect(twice('{"a":1,"a":1}')).toBe(true)
  expect(twice('{"a":{"b":1},"c":[{"d":1,"d":2}]}')).toBe(true)
  expect(twice('{"\\u0061":1,"a":2}')).toBe(true)
  expect(twice('{"__proto__":1,"__proto__":2}')).toBe(true)
})

test('what looks like a key in a text is none', () => {
  fc.assert(fc.property(fc.json(), (text) => !twice(JSON.stringify(JSON.parse(text)))))
  expect(twice('{"a\\\\":"b\\":","c":"\\\\\\":"}')).toBe(false)
})

test('Terraform takes both of two blocks, of which only the last would be looked at', () => {
  const { faults } = readStack('lab', '{"resource":{"aws_iam_user":{"a":{}}},"resource":{}}')
  expect(faults).toEqual([{ address: 'lab', message: 'has a key twice, and Terraform may take both' }])
})
