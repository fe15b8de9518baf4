import { seeds } from '../../support/scale'
import { atOnce } from './parallel'

test('eight services that come at once are all there in the end', async () => {
  for (const seed of seeds(2)) expect({ seed, lost: await atOnce(seed) }).toEqual({ seed, lost: [] })
})
