import { checkTemplate, TemplateFault } from '../../../core/policy/template-syntax'
import { list, object, text } from '../../../core/policy/template-shape'

const shape = object({
  name: text,
  role: object({ name: text, arn: text }),
  databases: list(object({ name: text, tables: list(text) })),
  aliases: list(text),
})

function faultOf(template: string): TemplateFault | undefined {
  try {
    checkTemplate({ file: 'templates/policies/x.json.hbs', text: template }, shape)
    return undefined
  } catch (cause) {
    if (cause instanceof TemplateFault) return cause
    throw cause
  }
}

test.each([
  '',
  'plain text, {{! a comment }} and {{!-- another {{json typo}} --}}',
  '{{json name}}',
  '{{json role.arn}}',
  '{{json role}}',
  '{{json "text" name "/" role.name}}',
  '{{{json name}}}',
  '{{~json name~}}',
  '{{#each aliases}}{{json this}}{{/each}}',
  '{{#each aliases}}{{json .}}{{else}}{{json name}}{{/each}}',
  '{{#each databases}}{{json name}}{{json ../name}}{{#each tables}}{{json this ../name ../../name}}{{/each}}{{/each}}',
  '{{#if name}}{{json name}}{{else if role}}{{json role.name}}{{else}}x{{/if}}',
  '{{#each databases}}{{#if tables}}{{json name ../name}}{{/if}}{{/each}}', // if opens no scope
  '{{#each databases}}{{#unless @first}},{{/unless}}{{json name}}{{/each}}',
  '{{#each databases}}{{#each tables}}{{#if @last}}x{{/if}}{{/each}}{{#if @first}}y{{/if}}{{/each}}',
  '{{#with role}}{{json name ../name}}{{/with}}',
  '{{json this.name ./name}}',
])('%j is well-formed', (template) => expect(faultOf(template)).toBeUndefined())

test.each<[string, string, RegExp]>([
  ['in a value', '{{json nmae}}', /no variable nmae/],
  ['in an argument', '{{json "x" name typo}}', /no variable typo/],
  ['below an object', '{{json role.nmae}}', /no variable role.nmae/],
  ['below a text', '{{json name.length}}', /no variable name.length/],
  ['below a list', '{{json databases.length}}', /no variable databases.length/],
  ['of an item', '{{json databases.0.name}}', /no variable databases.0.name/],
  ['in each', '{{#each typo}}{{/each}}', /no variable typo/],
  ['in if', '{{#if typo}}{{/if}}', /no variable typo/],
  ['in unless', '{{#unless role.typo}}{{/unless}}', /no variable role.typo/],
  ['in with', '{{#with typo}}{{/with}}', /no variable typo/],
  ['in else', '{{#if name}}{{else}}{{json typo}}{{/if}}', /no variable typo/],
  ['in else if', '{{#if name}}{{else if typo}}{{/if}}', /no variable typo/],
  ['of the outer scope', '{{#each databases}}{{json role.name}}{{/each}}', /no variable role.name/],
  ['of the inner scope', '{{#each databases}}{{json ../tables}}{{/each}}', /no variable \.\.\/tables/],
  ['after its block', '{{#each databases}}{{/each}}{{json tables}}', /no variable tables/],
  [
    'in the else of each, where there is no item',
    '{{#each databases}}{{else}}{{json tables}}{{/each}}',
    /no variable tables/,
  ],
  ['that every object has', '{{json constructor}}', /no variable constructor/],
  ['that every object has, deeper', '{{json role.toString}}', /no variable role.toString/],
  ['that is a prototype', '{{json __proto__}}', /no variable __proto__/],
  ['too far up', '{{json ../name}}', /leads out of the template/],
  ['too far up in each', '{{#each databases}}{{json ../../name}}{{/each}}', /leads out of the template/],
  ['too far up in if', '{{#if name}}{{json ../name}}{{/if}}', /leads out of the template/],
  ['@index', '{{#each databases}}{{json @index}}{{/each}}', /no @index/],
  ['@key', '{{#each databases}}{{json @key}}{{/each}}', /no @key/],
  ['@root', '{{json @root.name}}', /no @root.name/],
  ['@first outside of each', '{{#if @first}}x{{/if}}', /no @first/],
  ['@first in with', '{{#with role}}{{#if @first}}x{{/if}}{{/with}}', /no @first/],
  ['@first in the else of each', '{{#each databases}}{{else}}{{json @first}}{{/each}}', /no @first/],
  ['@first of another each', '{{#each databases}}{{json @../first}}{{/each}}', /no @first/],
])('a variable that is not there: %s', (_, template, message) => {
  expect(faultOf(template)?.message).toMatch(message)
})

test.each<[string, string, RegExp]>([
  ['a raw value', '{{name}}', /\{\{name\}\} would write raw text/],
  ['a triple stash', '{{{name}}}', /\{\{name\}\} would write raw text/],
  ['an ampersand', '{{&name}}', /\{\{name\}\} would write raw text/],
  ['a partial', '{{> other}}', /partials are not allowed/],
  ['a block partial', '{{#> other}}{{/other}}', /partialblocks are not allowed/],
  ['an inline partial', '{{#*inline "x"}}{{/inline}}', /decoratorblocks are not allowed/],
  ['a decorator', '{{* other}}', /decorators are not allowed/],
  ['an unknown helper', '{{upper name}}', /\{\{upper\}\} would write raw text/],
  ['a built-in helper', '{{lookup role "name"}}', /\{\{lookup\}\} would write raw text/],
  ['an unknown block', '{{#upper name}}{{/upper}}', /\{\{#upper\}\} is not allowed/],
  ['json as a block', '{{#json name}}{{/json}}', /\{\{#json\}\} is not allowed/],
  ['a variable as a block', '{{#role}}{{/role}}', /\{\{#role\}\} is not allowed/],
  ['an inverse block', '{{^role}}{{/role}}', /\{\{#role\}\} is not allowed/],
  ['a raw block', '{{{{json}}}} {{name}} {{{{/json}}}}', /\{\{#json\}\} is not allowed/],
  ['two arguments of each', '{{#each databases name}}{{/each}}', /\{\{#each\}\} is not allowed/],
  ['no argument of if', '{{#if}}{{/if}}', /\{\{#if\}\} is not allowed/],
  ['a name of its own in each', '{{#each databases as |name|}}{{json name}}{{/each}}', /as \|x\|/],
  ['a name of its own in with', '{{#with role as |name|}}{{json name}}{{/with}}', /as \|x\|/],
  ['a name of its own in the inverse', '{{^each databases as |name|}}{{json name}}{{/each}}', /as \|x\|/],
  ['a named argument of a block', '{{#if name includeZero=typo}}{{/if}}', /no named arguments/],
  ['a named argument of json', '{{json name indent=2}}', /no named arguments/],
  ['json of nothing', '{{json}}', /needs a value/],
  ['a list among texts', '{{json "x" aliases}}', /joins texts/],
  ['an object among texts', '{{json name role}}', /joins texts/],
  ['a number', '{{json 5}}', /only variables and texts/],
  ['true', '{{json true}}', /only variables and texts/],
  ['undefined', '{{json undefined}}', /only variables and texts/],
  ['a nested helper', '{{json (lookup role "name")}}', /only variables and texts/],
  ['each over a text', '{{#each name}}{{/each}}', /needs a list, and name is none/],
  ['each over an object', '{{#each role}}{{/each}}', /needs a list, and role is none/],
  ['with a list', '{{#with aliases}}{{/with}}', /needs an object, and aliases is none/],
  ['with a text', '{{#with name}}{{/with}}', /needs an object, and name is none/],
])('refuses %s', (_, template, message) => {
  expect(faultOf(template)?.message).toMatch(message)
})

test.each<[string, number, number]>([
  ['{{json typo}}', 1, 8],
  ['{\n  {{json name}},\n  {{json "x" typo}}\n}', 3, 14],
  ['{{#each databases}}\n\n  {{#if tables}}\n    {{name}}\n  {{/if}}\n{{/each}}', 4, 5],
  ['\n\n{{#each databases}}\n{{/if}}', 3, 4],
  ['\n\n  {{json role/../name}}', 3, 10],
  ['\n{{json (}}', 2, 9],
  ['{\n\n{{#if name}\n}', 3, 11],
  ['\n{{/if}}', 2, 1],
  ['\n{{else}}', 2, 1],
  ['{{json "open}}', 1, 8],
])('the fault of %j is in line %d, column %d', (template, line, column) => {
  expect(faultOf(template)).toMatchObject({ file: 'templates/policies/x.json.hbs', line, column })
})

test('a misspelt variable is told from those that there are, raw text from what to write', () => {
  expect(faultOf('{{json databses}}')?.hint).toContain('databases')
  expect(faultOf('{{role.name}}')?.hint).toBe('write {{json role.name}}')
  expect(faultOf('\n{{#if name}}\n')?.message).toMatch(
    /^not a Handlebars template: the end of the file may not stand here/,
  )
})

describe('what the grammar refuses is told with its place and what may stand there', () => {
  test.each<[string, number, number, string, string | undefined]>([
    ['{\n  "a": {{json name}}}', 2, 19, '}}} may not stand here, where }}, a name or a text in quotes', '}} and }'],
    ['{\r\n  "a": {{json role.name aliases}}}', 2, 32, '}}} may not stand here', '}} and }'],
    ['{{#if name}}\n\nx', 3, 2, 'the end of the file may not stand here, where {{else}} or {{/', undefined],
    ['{{json name', 1, 8, '"n" may not stand here', 'closed with }}'],
    ['{{}}', 1, 3, '}} may not stand here, where a name or a text in quotes must stand', undefined],
    ['x\n  {{#if name}}{{/each}}', 2, 6, "if doesn't match each", undefined],
  ])('%j', (template, line, column, message, hint) => {
    const fault = faultOf(template)
    expect([fault?.line, fault?.column]).toEqual([line, column])
    expect(fault?.message).toContain(message)
    expect(fault?.message).not.toMatch(/Expecting|CLOSE|OPEN|\n/)
    if (hint === undefined) expect(fault?.hint).toBeUndefined()
    else expect(fault?.hint).toContain(hint)
  })
})
