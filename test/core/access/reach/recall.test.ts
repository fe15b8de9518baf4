import { recall } from '../../../../core/access/reach/recall'

test('what has the same parts is made once, and anew where one is another', () => {
  const again = recall<object>()
  const [a, b] = [{}, {}]
  const make = (): object => ({})
  const first = again('x', [a, b], make)
  expect(again('x', [a, b], make)).toBe(first)
  for (const parts of [[b, a], [a], [a, b, a], [a, {}]]) {
    const other = again('x', parts, make)
    expect(other).not.toBe(first)
    expect(again('x', parts, make)).toBe(other)
  }
})

test('each name remembers its own last', () => {
  const again = recall<string>()
  expect([again('x', [], () => 'x'), again('y', [], () => 'y'), again('x', [], () => 'z')]).toEqual(['x', 'y', 'x'])
})
