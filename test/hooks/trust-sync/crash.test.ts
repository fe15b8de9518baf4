import { some } from '../../support/scale'
import { tell, type Story } from './crash'
import { absentEvent, metadata, oidcEvent, samlEvent } from './lab'

const AUDIENCE = 'https://eu-central-1.signin.aws.amazon.com/saml'

const stories: Record<string, Story> = {
  'a new service': { before: [], event: samlEvent(1) },
  'a new service in two accounts': { before: [], event: samlEvent(1, { environments: ['lab', 'wet'] }) },
  'new metadata': { before: [samlEvent(1)], event: samlEvent(2, { metadata: metadata('renewed') }) },
  'new metadata and another audience': {
    before: [samlEvent(1)],
    event: samlEvent(2, { metadata: metadata('renewed'), audience: AUDIENCE }),
  },
  'other environments': {
    before: [samlEvent(1)],
    event: samlEvent(2, { environments: ['wet'] }),
  },
  'a service that goes': { before: [samlEvent(1)], event: absentEvent(2) },
  'an OpenID Connect service': { before: [], event: oidcEvent(1) },
  'other client ids': { before: [oidcEvent(1)], event: oidcEvent(2, { clientIds: ['other', 'third'] }) },
  'client ids of a declared issuer': {
    before: [oidcEvent(1, { issuer: 'https://login.example.com/oauth2/aus1' })],
    event: absentEvent(2, 'studio'),
  },
  'another issuer': {
    before: [oidcEvent(1)],
    event: oidcEvent(2, { issuer: 'https://login.example.com/oauth2/aus3' }),
  },
  'another protocol': { before: [oidcEvent(1)], event: samlEvent(2, { service: 'studio' }) },
}

test.each(some(Object.entries(stories)))('%s: dies, comes again, and is right at every moment', async (name, story) => {
  const { faults, writes, lab } = await tell(story)
  await lab.close()
  expect(faults).toEqual([])
  expect(writes).toBeGreaterThanOrEqual(6)
  const deaths = Array.from({ length: writes }, (_, index) => index + 1)
  for (const dies of some(deaths, Object.keys(stories).indexOf(name))) {
    const again = await tell(story, dies)
    await again.lab.close()
    expect({ dies, faults: again.faults }).toEqual({ dies, faults: [] })
  }
})
