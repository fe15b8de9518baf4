import { missingMoto } from '../support/moto'
import { missingTerraform } from '../support/terraform'
import { describeWith } from '../support/tools'
import { testGrant } from './synchronised/grant'
import { testLate } from './synchronised/late'
import { testPulled } from './synchronised/pulled'
import { testRemovedService } from './synchronised/removed-service'
import { testService } from './synchronised/service'
import { NO_SERVICE, NOBODY, storyOf } from './synchronised/story'
import { testUnpulled } from './synchronised/unpulled'
import { synchronised, type Synchronised } from './synchronised/world'

/** One story: each part begins where the one before has ended. */
describeWith(missingTerraform() ?? missingMoto(), 'synchronisation on an emulated AWS', () => {
  let world: Synchronised
  beforeAll(async () => {
    world = await synchronised()
  })
  afterAll(() => world?.mesh.close())
  const story = storyOf(() => world)

  describe('before any event', () => {
    test('people sign in as the files say', async () => {
      expect(await story.databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      expect(await story.databricks('STATISTICS')).toEqual(['acme-lab-share-statistics'])
      expect(await story.databricks('NEWCOMERS')).toBe(NOBODY)
      expect(await story.ghost('READERS')).toBe(NO_SERVICE)
      expect(await story.wisp('READERS')).toBe(NO_SERVICE)
    })
  })
  testGrant(story)
  testService(story)
  testRemovedService(story)
  testLate(story)
  testUnpulled(story)
  testPulled(story)
})
