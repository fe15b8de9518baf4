import fc from 'fast-check'
import { compileTemplate, TemplateFault, type PolicyKind } from '../../../core/policy/template'
import { list, object, text } from '../../../core/policy/template-shape'

const shape = object({ value: text, flag: text, values: list(text), role: object({ name: text }) })
const file = 'templates/policies/x.json.hbs'
const compile = (template: string, kind: PolicyKind = 'identity'): ReturnType<typeof compileTemplate> =>
  compileTemplate({ file, text: template }, shape, kind)

/** A policy around some text, by default with the value in its resource. */
const around = (resource = '{{json value}}', more = ''): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ${resource}${more} }] }`

const variables = { value: 'v', flag: false, values: ['a', 'b'], role: { name: 'r' } }

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
  const back = (value: string): unknown => compile(around()).render({ ...variables, value }).Statement[0]?.Resource

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
  ])('%j', (value) => expect(back(value)).toBe(value))

  test('property: whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => expect(back(value)).toBe(value)))
  })

  test('joined with others, in lists and as a key', () => {
    const template = around('[{{#each values}}{{#unless @first}}, {{/unless}}{{json "x" this ../value}}{{/each}}]')
    const rendered = compile(template).render({ ...variables, value: '"', values: ['{{', '\\'] })
    expect(rendered.Statement[0]?.Resource).toEqual(['x\\"', 'x{{"'])
    const condition = compile(around('"*"', ', "Condition": { "StringLike": { {{json value}}: "?*" } }'))
    const [statement] = condition.render({ ...variables, value: 'aws:PrincipalTag/"x' }).Statement
    expect(statement?.Condition).toEqual({ StringLike: { 'aws:PrincipalTag/"x': '?*' } })
  })

  test('a list as a whole, and a truth value in if', () => {
    const { Statement } = compile(around('{{#if flag}}"*"{{else}}{{json values}}{{/if}}')).render(variables)
    expect(Statement[0]?.Resource).toEqual(['a', 'b'])
  })
})

describe('a template that renders no policy is told so', () => {
  const policy = (statement: string): string => `{ "Version": "2012-10-17", "Statement": ${statement} }`

  test.each<[string, string, string]>([
    ['nothing', '', 'not JSON'],
    ['text', 'Allow everything', 'not JSON'],
    ['a comma too many', around().replace('}]', '},]'), 'not JSON: '],
    ['no quotes', around().replace('"s3:GetObject"', 's3:GetObject'), 'not JSON: '],
    ['a list', `[${around()}]`, 'the document: '],
    ['null', 'null', 'the document: '],
    ['no version', around().replace('"Version": "2012-10-17", ', ''), 'Version: '],
    ['the old version, in which variables are plain text', around().replace('2012-10-17', '2008-10-17'), 'Version: '],
    ['no statements', '{ "Version": "2012-10-17" }', 'Statement.0: '],
    ['an unknown element of the policy', around().replace('"Version"', '"Comment": "x", "Version"'), 'the document: '],
    [
      'an unknown element of a statement',
      around('"*"', ', "Conditions": {}'),
      'Statement.0: Unrecognized key: "Conditions"',
    ],
    ['a misspelt effect', around().replace('"Allow"', '"allow"'), 'Statement.0.Effect: '],
    ['no effect', around().replace('"Effect": "Allow", ', ''), 'Statement.0.Effect: '],
    ['no action', around().replace('"Action": "s3:GetObject", ', ''), 'Statement.0: has no Action'],
    ['Action and NotAction', around('"*"', ', "NotAction": "s3:*"'), 'Statement.0: has Action and NotAction'],
    ['Resource and NotResource', around('"*"', ', "NotResource": "x"'), 'Statement.0: has Resource and NotResource'],
    ['no resource', policy('[{ "Effect": "Allow", "Action": "s3:GetObject" }]'), 'Statement.0: has no Resource'],
    ['an empty list', around('[]'), 'Statement.0.Resource: '],
    ['a value that is no text', around('[null]'), 'Statement.0.Resource'],
    ['an object for a text', around('{{json role}}'), 'Statement.0.Resource: '],
    [
      'a condition without a value',
      around('"*"', ', "Condition": { "Bool": { "a": null } }'),
      'Statement.0.Condition.Bool.a: ',
    ],
    ['a principal on a role', around('"*"', ', "Principal": "*"'), 'Statement.0: has a Principal'],
    ['a Sid with a blank', around('"*"', ', "Sid": "a b"'), 'Statement.0.Sid: '],
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
    ['of a resource without a principal', around(), 'Statement.0: has no Principal'],
    ['of a resource for nobody', around('"*"', ', "Principal": {}'), 'Statement.0.Principal: '],
    [
      'of a resource with an unknown kind of principal',
      around('"*"', ', "Principal": { "User": "x" }'),
      'Statement.0.Principal: ',
    ],
  ])('%s', (_, template, message) => expect(faultOf(template, 'resource')).toContain(message))

  test('two statements of one name', () => {
    const statement = '{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }'
    expect(faultOf(policy(`[${statement}, ${statement}]`))).toContain('Statement.1: has the Sid A of another')
    expect(faultOf(policy(`[${statement}, ${statement.replace('"A"', '"B"')}]`))).toBe('none')
  })

  test('a fault while rendering is one of the template, too', () => {
    expect(faultOf('{{#with this}}{{json ../value}}{{/with}}')).toContain('cannot be rendered: ')
  })

  test('no statement at all is a policy that says nothing', () => {
    expect(compile(policy('[{{#if flag}}1{{/if}}]')).render(variables).Statement).toEqual([])
  })
})
