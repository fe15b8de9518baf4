import fc from 'fast-check'
import { compileTemplate, TemplateFault, type PolicyKind } from '../../../core/policy/template'
import { list, object, text } from '../../../core/policy/template-shape'
import { anyText } from '../../support/text'

const shape = object({ value: text, flag: text, values: list(text), role: object({ name: text }) })
const file = 'templates/policies/x.json.hbs'
const compile = (template: string, kind: PolicyKind = 'identity'): ReturnType<typeof compileTemplate> =>
  compileTemplate({ file, text: template }, shape, kind)

/** A policy around some text, by default with the value in its resource. */
const around = (resource = '{{json value}}', more = ''): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ${resource}${more} }] }`

const variables = { value: 'arn:v', flag: false, values: ['arn:a', 'arn:b'], role: { name: 'r' } }

function faultOf(template: string, kind: PolicyKind = 'identity'): string {
  try {
    compile(template, kind).render(variables)
    return 'none'
  } catch (cause) {
    if (!(cause instanceof TemplateFault)) throw cause
    expect(cause.file).toBe(file)
    return cause.message
  }
}

describe('a value arrives as it is', () => {
  const back = (value: string): unknown =>
    compile(around('{{json "arn:" value}}')).render({ ...variables, value }).Statement[0]?.Resource

  test.each([
    'plain',
    '"',
    '\\',
    '\\"',
    "'",
    '"], "Action": "*", "x": ["',
    '\n\r\t\u0000',
    '\u2028\u2029',
    'é🎈',
    '\uD800',
    '{{json typo}}',
    '{{{value}}}',
    '{{!',
    '}}',
    '${aws:username}',
    '%{if}',
    '&lt;<&>',
    '</script>',
    '',
    '*',
  ])('%j', (value) => expect(back(value)).toBe(`arn:${value}`))

  test('property: whatever the text', () => {
    fc.assert(fc.property(anyText(), (value) => expect(back(value)).toBe(`arn:${value}`)))
  })

  test('joined with others, in lists and as a key', () => {
    const template = around('[{{#each values}}{{#unless @first}}, {{/unless}}{{json "arn:" this ../value}}{{/each}}]')
    const rendered = compile(template).render({ ...variables, value: '"', values: ['{{', '\\'] })
    expect(rendered.Statement[0]?.Resource).toEqual(['arn:\\"', 'arn:{{"'])
    const condition = compile(around('"*"', ', "Condition": { "StringLike": { {{json value}}: "?*" } }'))
    const [statement] = condition.render({ ...variables, value: 'aws:PrincipalTag/"x' }).Statement
    expect(statement?.Condition).toEqual({ StringLike: { 'aws:PrincipalTag/"x': '?*' } })
  })

  test('a list as a whole, and a truth value in if', () => {
    const { Statement } = compile(around('{{#if flag}}"*"{{else}}{{json values}}{{/if}}')).render(variables)
    expect(Statement[0]?.Resource).toEqual(['arn:a', 'arn:b'])
  })
})

describe('a template that renders no policy is told so', () => {
  const policy = (statement: string): string => `{ "Version": "2012-10-17", "Statement": ${statement} }`

  test.each<[string, string, string]>([
    ['nothing', '', 'not JSON: the template is empty, or all of it is left out'],
    [
      'nothing but what is left out',
      '{{#if flag}}\n{{/if}}',
      'not JSON: the template is empty, or all of it is left out',
    ],
    ['text', 'Allow everything', 'not JSON'],
    ['a comma too many', around().replace('}]', '},]'), 'not JSON: '],
    ['no quotes', around().replace('"s3:GetObject"', 's3:GetObject'), 'not JSON: '],
    ['a list', `[${around()}]`, 'the document: '],
    ['null', 'null', 'the document: '],
    ['no version', around().replace('"Version": "2012-10-17", ', ''), 'Version is missing'],
    [
      'the old version, in which variables are plain text',
      around().replace('2012-10-17', '2008-10-17'),
      'Version must be 2012-10-17',
    ],
    ['no statements', '{ "Version": "2012-10-17" }', 'Statement is missing'],
    ['an unknown element of the policy', around().replace('"Version"', '"Comment": "x", "Version"'), 'the document: '],
    [
      'an unknown element of a statement',
      around('"*"', ', "Conditions": {}'),
      'statement 1: unknown element Conditions: did you mean Condition?',
    ],
    ['a misspelt effect', around().replace('"Allow"', '"allow"'), 'statement 1: Effect must be Allow or Deny'],
    ['no effect', around().replace('"Effect": "Allow", ', ''), 'statement 1: Effect is missing'],
    ['no action', around().replace('"Action": "s3:GetObject", ', ''), 'statement 1: has no Action'],
    ['Action and NotAction', around('"*"', ', "NotAction": "s3:*"'), 'statement 1: has Action and NotAction'],
    ['Resource and NotResource', around('"*"', ', "NotResource": "x"'), 'statement 1: has Resource and NotResource'],
    ['no resource', policy('[{ "Effect": "Allow", "Action": "s3:GetObject" }]'), 'statement 1: has no Resource'],
    ['an empty list', around('[]'), 'statement 1: Resource must be a text or a list of texts'],
    ['a value that is no text', around('[null]'), 'statement 1: Resource must be'],
    ['an object for a text', around('{{json role}}'), 'statement 1: Resource must be'],
    [
      'a condition without a value',
      around('"*"', ', "Condition": { "Bool": { "a": null } }'),
      'statement 1: Condition.Bool.a must be a text or a list of texts',
    ],
    ['a principal on a role', around('"*"', ', "Principal": "*"'), 'statement 1: has a Principal'],
    ['a Sid with a blank', around('"*"', ', "Sid": "a b"'), 'statement 1 (a b): Sid must be letters and digits'],
    ['a key twice', around('"a"', ', "Resource": "b"'), 'an object has a key twice'],
    [
      'a condition twice, of which one would be lost',
      around('"*"', ', "Condition": { "StringLike": { "s3:prefix": "x" }, "StringLike": { "s3:delimiter": "/" } }'),
      'an object has a key twice',
    ],
  ])('%s', (_, template, message) => {
    expect(faultOf(template)).toContain('renders no policy: ')
    expect(faultOf(template)).toContain(message)
  })

  test.each<[string, string, string]>([
    ['of a resource without a principal', around(), 'statement 1: has no Principal'],
    ['of a resource for nobody', around('"*"', ', "Principal": {}'), 'statement 1: Principal must be'],
    [
      'of a resource with an unknown kind of principal',
      around('"*"', ', "Principal": { "User": "x" }'),
      'statement 1: Principal must be "*" or a map of AWS, Federated, Service or CanonicalUser',
    ],
  ])('%s', (_, template, message) => expect(faultOf(template, 'resource')).toContain(message))

  test('two statements of one name', () => {
    const statement = '{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }'
    expect(faultOf(policy(`[${statement}, ${statement}]`))).toContain('statement 2 (A): has the Sid of another')
    expect(faultOf(policy(`[${statement}, ${statement.replace('"A"', '"B"')}]`))).toBe('none')
  })

  test('a fault while rendering is one of the template, too', () => {
    expect(faultOf('{{#with this}}{{json ../value}}{{/with}}')).toContain('cannot be rendered: ')
  })

  test.each<[string, string, string]>([
    ['an action of no service', around().replace('s3:GetObject', 'GetObject'), '"GetObject" is no action'],
    ['an action of two services', around().replace('s3:GetObject', 's3:GetObject:x'), '"s3:GetObject:x" is no action'],
    ['a resource that is no ARN', around('"bucket/*"'), '"bucket/*" is no resource'],
    [
      'an unknown operator',
      around('"*"', ', "Condition": { "StringLikes": { "a": "b" } }'),
      'did you mean StringLike?',
    ],
    [
      'a truth value that is none',
      around('"*"', ', "Condition": { "Bool": { "aws:SecureTransport": "yes" } }'),
      '"yes" is neither true nor false',
    ],
  ])('%s', (_, template, message) => {
    expect(faultOf(template)).toContain('renders no policy: statement 1: ')
    expect(faultOf(template)).toContain(message)
  })

  test('the place is that of the text, where the template holds it once', () => {
    const placeOf = (template: string): unknown => {
      try {
        return compile(template).render(variables)
      } catch (cause) {
        const { line, column } = cause as TemplateFault
        return [line, column]
      }
    }
    const wrong = around('"bucket/*"')
    expect(placeOf(`\n${wrong}`)).toEqual([2, wrong.indexOf('"bucket') + 1])
    expect(placeOf(around('["bucket/*", "bucket/*"]'))).toEqual([1, 1])
  })

  test.each<PolicyKind>(['required', 'resource', 'key'])('no statement at all is no policy that is %s', (kind) => {
    expect(faultOf(policy('[]'), kind)).toContain('it has no statement')
  })

  test('no statement at all is a policy that says nothing', () => {
    expect(compile(policy('[{{#if flag}}1{{/if}}]')).render(variables).Statement).toEqual([])
  })
})
