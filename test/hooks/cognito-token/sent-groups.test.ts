import * as fc from 'fast-check'
import { sentGroups } from '../../../hooks/cognito-token/sent-groups'
import { runs } from '../../support/scale'
import { CONFIG, declaredRoles, keptLog, openedByPool, signed } from '../../support/token-lab'
import { configured, event, hook, tokens, type Asked, type Event } from './pool'

const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'

/** Cognito's form of several values, as its guide describes it: all but letters, digits and . - * _ is encoded. */
const kept = (names: readonly string[]): string => {
  const encoded = names.map((name) =>
    [...Buffer.from(name, 'utf8')]
      .map((byte) => {
        const sign = String.fromCharCode(byte)
        if (/[A-Za-z0-9.*_-]/.test(sign)) return sign
        return sign === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      })
      .join(''),
  )
  return `[${encoded.join(', ')}]`
}

test.each<[string, string[]]>([
  ['', []],
  ['[]', []],
  ['ADG-EMPLOYEES', ['ADG-EMPLOYEES']],
  ['Data Owners', ['Data Owners']],
  ['[ADG-EMPLOYEES]', ['ADG-EMPLOYEES']],
  ['[a,b]', ['a', 'b']],
  ['[a, b]', ['a', 'b']],
  ['[R%26D, Legal+%28DK%29, a%2Cb, %5Bx%5D, 1%2B1, 50%25]', ['R&D', 'Legal (DK)', 'a,b', '[x]', '1+1', '50%']],
])('%j is read as %j', (text, groups) => {
  expect(sentGroups(text)).toEqual(groups)
})

test.each([
  'a,b',
  'a, b',
  'R+D',
  'R%26D',
  '[a, b',
  'a, b]',
  '[[a], b]',
  '[a b, c]',
  '[a;b]',
  '[R&D]',
  '[a, , b]',
  '[a,]',
  '[a,  b]',
  '[%]',
  '[%FF]',
  '[Å]',
  '["a", "b"]',
])('%j, which can be read in two ways, is refused', (text) => {
  expect(() => sentGroups(text)).toThrow('two ways')
})

test('any names come back as they were sent', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (names) => {
      expect(sentGroups(kept(names))).toEqual(names)
    }),
    { numRuns: runs(200) },
  )
})

describe('a pool whose groups come from the directory', () => {
  const config = configured({ groupsAttribute: 'custom:groups' })
  const asked = (text: string | undefined, more: Asked = {}): Event =>
    event('v2', { ...more, attributes: text === undefined ? {} : { 'custom:groups': text } })
  const opened = async (sent: Event): Promise<unknown> => {
    const { id } = await tokens(hook({ config }), sent)
    return openedByPool(await signed(id), POOL)
  }

  it.each([['ADG-EMPLOYEES'], [kept(['ADG-EMPLOYEES', 'Somebody & else'])], [kept(['adg-employees'])]])(
    'opens what the files give to the groups in %s',
    async (text) => {
      const declared = declaredRoles('home', ['ADG-EMPLOYEES'])
      expect(declared).not.toEqual([])
      expect(await opened(asked(text))).toEqual(declared)
    },
  )

  it.each<[string, Event, string]>([
    ['groups of the pool alone', asked(undefined, { groups: ['ADG-EMPLOYEES'] }), 'no-groups'],
    ['a claim that is empty', asked('', { groups: ['ADG-EMPLOYEES'] }), 'no-groups'],
    ['a text that can be read in two ways', asked('ADG-EMPLOYEES, x'), 'bad-request'],
    [
      'a user of the pool itself',
      ((sent: Event) => (delete sent.request.userAttributes.identities, sent))(
        Object.assign(asked('ADG-EMPLOYEES'), { userName: 'anna@novonordisk.com' }),
      ),
      'no-groups',
    ],
    [
      'somebody from elsewhere',
      ((sent: Event) => {
        const other = [{ userId: 'anna@novonordisk.com', providerName: 'Google', providerType: 'Google' }]
        sent.request.userAttributes.identities = JSON.stringify(other)
        return sent
      })(asked('ADG-EMPLOYEES')),
      'no-groups',
    ],
  ])('refuses %s', async (_, sent, code) => {
    const log = keptLog()
    await expect(hook({ config, log })(sent)).rejects.toThrow()
    expect(log.lines).toEqual([expect.objectContaining({ fields: expect.objectContaining({ code }) as unknown })])
  })

  it('reads no attribute where the files name none', async () => {
    await expect(hook({ config: CONFIG })(asked('ADG-EMPLOYEES'))).rejects.toThrow()
  })
})
