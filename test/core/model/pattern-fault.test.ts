import { patternFault } from '../../../core/model/pattern-fault'

// Java's Pattern takes all of these: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
test.each([
  '.*',
  'ADG-[A-Z]+',
  '^(ADG|GRP)-.*$',
  '(?i)adg-.*',
  '(?i:adg)-.*',
  '(?-i:adg)-.*',
  '(?s-i:adg)-.*',
  'ADG-.*+',
  'ADG-.++',
  'ADG-.?+',
  'ADG-.{2,}+x',
  '(?>ADG)-.*',
  '\\QR&D (DK)\\E.*',
  '\\Q(',
  '\\Q*+(\\E',
  '\\p{Alpha}+',
  '(?<name>ADG)-.*',
  '\\(?i\\)',
  '\\++',
])('%s is a regular expression', (pattern) => expect(patternFault(pattern)).toBeUndefined())

test.each([
  ['(ADG-.*', 'unterminated group'],
  ['ADG-.*)', 'unmatched'],
  ['[ADG', 'unterminated character class'],
  ['*ADG', 'nothing to repeat'],
  ['ADG-\\', 'at end of pattern'],
  ['ADG-{3,1}', 'out of order'],
  ['[z-a]', 'out of order'],
  ['\\Q(\\E(', 'unterminated group'],
  ['(?i)(', 'unterminated group'],
])('%s is none', (pattern, why) => expect(patternFault(pattern)).toContain(why))
