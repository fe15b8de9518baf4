import { plainXml } from '../../../core/model/plain-xml'

const said = (xml: string): string => JSON.stringify(plainXml(xml))
const ONE = '<m:a xmlns:m="urn:m" x="1" y="2"><m:b>some text</m:b></m:a>'

test.each([
  ['a comment', ONE.replace('<m:b>', '<!-- <m:c/> --><m:b>')],
  ['a comment in a text', ONE.replace('some text', 'some<!-- other --> text')],
  ['a comment before it', `<!-- a -->\n${ONE}`],
  ['a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${ONE}`],
  ['space between elements', ONE.replace('<m:b>', '\n  <m:b>')],
  ['space around a text', ONE.replace('some text', '\n some\r\n text ')],
  ['the order of attributes', ONE.replace('x="1" y="2"', "y='2'\n x='1'")],
  ['another prefix', ONE.replaceAll('m:', 'n:').replace('xmlns:m', 'xmlns:n')],
  ['a default namespace', '<a xmlns="urn:m" x="1" y="2"><b>some text</b></a>'],
])('%s says nothing', (_, xml) => {
  expect(plainXml(ONE)).toBeDefined()
  expect(said(xml)).toBe(said(ONE))
})

test.each([
  ['another text', ONE.replace('some', 'other')],
  ['words that are joined', ONE.replace('some text', 'sometext')],
  ['another attribute', ONE.replace('x="1"', 'x="2"')],
  ['another name of an attribute', ONE.replace('x="1"', 'z="1"')],
  ['space in an attribute', ONE.replace('x="1"', 'x="1 "')],
  ['another namespace', ONE.replace('urn:m', 'urn:n')],
  ['another name', ONE.replaceAll('m:b', 'm:c')],
  ['an element less', ONE.replace('<m:b>some text</m:b>', '')],
  ['an element in a comment', ONE.replace('<m:b>some text</m:b>', '<!--<m:b>some text</m:b>-->')],
  ['an instruction', ONE.replace('<m:b>', '<?x y?><m:b>')],
  ['a text as an element', ONE.replace('some text', '&lt;c/&gt;')],
])('%s says something', (_, xml) => {
  expect(said(xml)).not.toBe(said(ONE))
})

test('what is no XML says nothing that can be compared', () => {
  for (const each of ['', '<a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'text'])
    expect(plainXml(each)).toBeUndefined()
})
