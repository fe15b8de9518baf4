import { claimsOf, readAttributes, readGroups } from '../../cli/lib/sign-in/asked'

describe('groups', () => {
  test.each<[string, string[], string[]]>([
    ['separated by commas', ['ADG-A,ADG-B'], ['ADG-A', 'ADG-B']],
    ['blanks around them do not count', [' ADG-A , ADG B '], ['ADG-A', 'ADG B']],
    ['given several times', ['ADG-A', 'ADG-B,ADG-A'], ['ADG-A', 'ADG-B']],
    ['a JSON list for a name with a comma', ['["ADG-A, B","[C]"]', 'D'], ['ADG-A, B', '[C]', 'D']],
    ['nothing between commas is no group', [',,'], []],
  ])('%s', (_, values, names) => expect(readGroups(values)).toEqual(names))

  test.each(['["A"', '[1]', '[["A"]]'])('%s is no list', (value) => {
    expect(() => readGroups([value])).toThrow('--groups is no JSON list of texts')
  })
})

describe('attributes', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['separated by commas', ['initials=ANNA,department=R=D'], { initials: 'ANNA', department: 'R=D' }],
    ['a JSON object for a value with a comma', ['{"department":"A, B"}', 'x=1'], { department: 'A, B', x: '1' }],
    ['an empty value', ['initials='], { initials: '' }],
    ['the name of a claim', ['https://aws.amazon.com/x=1'], { 'https://aws.amazon.com/x': '1' }],
    ['a word of JavaScript', ['constructor=1'], { constructor: '1' }],
  ])('%s', (_, values, found) => expect(readAttributes(values)).toEqual(found))

  test.each<[string, string[], string]>([
    ['without a value', ['initials'], '--attributes is KEY=VALUE, not initials'],
    ['without a key', ['=1'], '--attributes is KEY=VALUE, not =1'],
    ['twice', ['a=1', 'a=2'], '--attributes gives a twice'],
    ['no JSON object', ['{"a":1}'], '--attributes is no JSON object of texts'],
    ['a JSON object that is cut', ['{"a"'], '--attributes is no JSON object of texts'],
  ])('%s', (_, values, message) => expect(() => readAttributes(values)).toThrow(message))

  test('a session tag is sent as its claim, anything else as it is', () => {
    expect(claimsOf({ initials: 'ANNA', x: '1', constructor: '2' }, { initials: 'user.initials' })).toEqual({
      'user.initials': 'ANNA',
      x: '1',
      constructor: '2',
    })
  })
})
