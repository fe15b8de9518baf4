import { atOnce } from './parallel'

jest.setTimeout(120_000)

test.each([1, 2])('eight services that come at once are all there in the end (seed %d)', async (seed) => {
  expect(await atOnce(seed)).toEqual([])
})
