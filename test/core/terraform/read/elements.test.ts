import fc from 'fast-check'
import { elementsOf } from '../../../../core/terraform/read/elements'
import { runs } from '../../../support/scale'

type Element = Readonly<Record<string, unknown>>

const texts = fc.constantFrom('},{"address":"', '}]', '}],"', '"', '\\', '{', ']', 'a')
const inner = fc.oneof(texts, fc.array(fc.record({ address: texts }), { maxLength: 3 }), fc.record({ address: texts }))
const element: fc.Arbitrary<Element> = fc.record({ address: texts, values: inner, more: inner })

test('property: the elements of an array are what JSON.parse gives, and its end is found', () => {
  fc.assert(
    fc.property(
      fc.array(element, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('', ',"b":[{"address":"x"}]'),
      (all, rest) => {
        const text = `{"a":${JSON.stringify(all)}${rest}}`
        const found = elementsOf(text, '{"a":['.length, (each) => each)
        expect(found?.kept).toEqual(all)
        expect(text.slice(found?.end)).toBe(`]${rest}}`)
      },
    ),
    { numRuns: runs(500) },
  )
})

test('what is not needed of an element is not kept', () => {
  const text = JSON.stringify([{ address: 'a', b: 1 }, { address: 'c' }])
  const keep = ({ address, b }: Element): Element | undefined => (b === undefined ? undefined : { address })
  expect(elementsOf(text, 1, keep)?.kept).toEqual([{ address: 'a' }])
})

test.each([
  '',
  '[',
  '[{"address":"a"',
  '[{"address":"a"}',
  '[{"address":"a"},]',
  '[{"address":"a"},{"address":}]',
  '[1]',
])('%j is no array of elements', (text) => {
  expect(elementsOf(text, 1, (each) => each)).toBeUndefined()
})

describe('where marks stand in every element', () => {
  const hostile = (count: number): string =>
    `[${Array.from({ length: count }, () => '{"address":"a","input":[{"a":1},{"address":"x"},1]}').join()}]`

  test('they are read as long as it costs little', () => {
    expect(elementsOf(hostile(100), 1, (each) => each)?.kept).toHaveLength(100)
  })

  test('it is given up, and not tried for ever', () => {
    let read = 0
    const keep = (): undefined => void read++
    expect(elementsOf(hostile(1000), 1, keep, 500_000)).toBeUndefined()
    expect(read).toBeLessThan(100)
  })
})
