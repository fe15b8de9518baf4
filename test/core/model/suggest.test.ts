import { didYouMean, hintFor, listKnown } from '../../../core/model/suggest'

const personas = ['owner', 'steward', 'developer', 'reader']

test.each([
  ['redaer', 'did you mean reader?'],
  ['READER', 'did you mean reader?'],
  ['stewards', 'did you mean steward?'],
  ['develop', 'did you mean developer?'],
  ['auditor', undefined],
  ['x', undefined],
])('%s: %s', (word, expected) => expect(didYouMean(word, personas)).toBe(expected))

test('letters that changed places are a slip also in a short word', () => {
  expect(didYouMean('raed', ['read', 'write'])).toBe('did you mean read?')
  expect(didYouMean('rite', ['read', 'write'])).toBe('did you mean write?')
  expect(didYouMean('road', ['lend', 'write'])).toBeUndefined()
})

test('nothing is like anything where nothing is known', () => {
  expect(didYouMean('x', [])).toBeUndefined()
  expect(hintFor('service', 'x', [])).toBe('there is no service yet')
})

test('what is known is listed, sorted, and of many the first twenty', () => {
  expect(hintFor('persona', 'auditor', personas)).toBe('known: developer, owner, reader, steward')
  const many = Array.from({ length: 21 }, (_, index) => `g${String(index).padStart(2, '0')}`)
  expect(listKnown('group', many)).toBe(`known: ${many.slice(0, 20).join(', ')}, … (21 in all)`)
})
