import fc from 'fast-check'
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database'
import { literal } from '../../constructs/literal'
import { MeshStack } from '../../constructs/mesh-stack'
import { renderStack } from '../../constructs/render'
import { runs } from '../support/scale'

/** What Terraform makes of a text: `$${` and `%%{` are the escapes of `${` and `%{`. */
const evaluate = (text: string): string => text.replace(/([$%])\1\{/g, '$1{')

function rendered(text: string): string {
  const props = {
    mesh: 'acme',
    account: '111111111111',
    region: 'eu-central-1',
    backend: { type: 'local', folder: '..' },
  } as const
  const json = renderStack((root) => {
    const stack = new MeshStack(root, 'test', props)
    new GlueCatalogDatabase(stack, 'database', { name: 'database', description: literal(text) }).overrideLogicalId('it')
    return stack
  }) as { resource: { aws_glue_catalog_database: { it: { description: string } } } }
  return json.resource.aws_glue_catalog_database.it.description
}

const hostile = [
  '${file("/etc/hostname")}',
  '%{ if true }yes%{ endif }',
  '$${x} %%{y} $$${z} $',
  '${TfToken[TOKEN.0]}',
  'a ${TfToken[TOKEN.99999]} b',
  '#{TfToken[TOKEN.1]}',
  '&{TfToken[TOKEN.2]}',
  'String Map Token Value',
  'Any Map Token Value',
  '-1.8881545897087503e+289',
  'temperature of -1e289 degrees',
  '\uE0F0616263\uE0F1',
  '{{mesh}} {{{mesh}}}',
  '"quotes" and \\backslashes\\',
  'lines\nand\ttabs\r\n',
  '\u2028\u2029\u202E\u0000',
  '',
]

describe('text that people wrote', () => {
  test.each(hostile)('%j arrives as it is', (text) => {
    expect(evaluate(rendered(text))).toBe(text)
  })

  test('never begins a template of Terraform', () => {
    const piece = fc.oneof(
      fc.constantFrom('${', '%{', '$', '%', '{', '}', '$$', 'TfToken[', 'TOKEN.0', ']}', '#{', '-1e289', '"', '\\'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const out = rendered(text)
        expect(evaluate(out)).toBe(text)
        expect(out).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/)
      }),
      { numRuns: runs(300) },
    )
  })
})
