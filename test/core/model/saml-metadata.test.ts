import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { readSamlMetadata, type SamlMetadata } from '../../../core/model/saml-metadata'
import { runs } from '../../support/scale'
import { anyText } from '../../support/text'

const root = join(__dirname, '../../..')
const environment = (name: string): string => readFileSync(join(root, 'environments/saml', name), 'utf8')
const fixture = (name: string): string => readFileSync(join(root, 'test/fixtures/saml', name), 'utf8')

const now = new Date('2026-06-01T00:00:00Z')
const good = environment('databricks.xml')
const read = (text: string): SamlMetadata => readSamlMetadata(text, now)
const codes = (text: string): string[] => read(text).issues.map((each) => each.code)
const place = (text: string): string[] => read(text).issues.map((each) => `${each.code} ${each.line}:${each.column}`)
const only = (text: string): string => {
  const { issues } = read(text)
  expect(issues).toHaveLength(1)
  return `${issues[0]!.severity} ${issues[0]!.code} ${issues[0]!.line}:${issues[0]!.column} ${issues[0]!.message}`
}
/** `good` with each of the texts replaced; a text that is not there fails the test. */
const changed = (...changes: readonly (readonly [RegExp | string, string])[]): string =>
  changes.reduce((text, [from, to]) => {
    const result = text.replace(from, () => to)
    expect(result).not.toBe(text)
    return result
  }, good)
const keyDescriptor = (text: string): string => /<md:KeyDescriptor[^]*<\/md:KeyDescriptor>/.exec(text)![0]
const certificate = /(?<=X509Certificate>)[^]*(?=<\/ds:X509Certificate>)/
const expiredKey = keyDescriptor(fixture('expired.xml'))

describe('the metadata of the example mesh', () => {
  test.each(readdirSync(join(root, 'environments/saml')))('%s is without fault', (name) => {
    const text = environment(name)
    expect(read(text).issues).toEqual([])
    expect(read(text).entityId).toMatch(/^http:\/\/www\.okta\.com\/exk\w{17}$/)
    expect(text.length).toBeGreaterThan(1000)
    expect(text).not.toMatch(/PRIVATE/)
  })

  test('names its issuer and its certificate', () => {
    expect(read(good)).toEqual({
      entityId: 'http://www.okta.com/exk7q2mvd1LtHsXc85d7',
      certificates: [
        {
          notAfter: new Date('2124-01-01T00:00:00Z'),
          subject:
            'C=US, ST=California, L=San Francisco, O=Okta, OU=SSOProvider, CN=novo-databricks, emailAddress=info@okta.com',
          fingerprint: expect.stringMatching(/^73:BE:AE:1F:/) as string,
        },
      ],
      signIn: [expect.stringMatching(/^https:/)],
      issues: [],
    })
  })

  test('has another certificate in each file', () => {
    const names = readdirSync(join(root, 'environments/saml'))
    expect(new Set(names.map((name) => certificate.exec(environment(name))![0])).size).toBe(names.length)
  })
})

describe('what is accepted', () => {
  test.each([
    ['no XML declaration', changed([/<\?xml.*\n/, ''])],
    ['CRLF', good.replace(/\n/g, '\r\n')],
    ['a certificate on one line', good.replace(certificate, (base64) => base64.replace(/\s/g, ''))],
    ['the default namespace', good.replace(/md:/g, '').replace('xmlns:md', 'xmlns').replace('xmlns:md', 'xmlns')],
    [
      'other prefixes',
      good
        .replace(/\bds:/g, 'sig:')
        .replace(':ds=', ':sig=')
        .replace(/\bmd\b(?=[:=])/g, 'm'),
    ],
    ['a key without use', changed([' use="signing"', ''])],
    [
      'several protocols',
      changed(['n="urn:oasis:names:tc:SAML:2.0', 'n="urn:mace:shibboleth:1.0\n urn:oasis:names:tc:SAML:2.0']),
    ],
    ['comments, also within the certificate', changed(['</ds:X509C', '<!-- & <!DOCTYPE a> --></ds:X509C'])],
    [
      'escaped and quoted ampersands',
      changed(['</md:IDPSSO', '<a>&amp;&#38;&#x26;<![CDATA[a & b]]><?a & b?></a></md:IDPSSO']),
    ],
    ['a date that is still to come', changed([' entityID', ' validUntil="2026-06-01T00:00:01Z" entityID'])],
    ['line breaks of other alphabets', changed(['</md:IDPSSO', '<a>\u0085\u2028</a></md:IDPSSO'])],
    ['characters beyond the first plane', changed(['</md:IDPSSO', '<a>\u{1F511}</a></md:IDPSSO'])],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(read(good))
  })
})

describe('size', () => {
  const padded = (length: number): string => good.padEnd(length)

  test('has limits, each the last length that is taken', () => {
    const small = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="a"/>`
    expect(codes(small.padEnd(999))).toContain('metadata-too-short')
    expect(codes(small.padEnd(1000))).not.toContain('metadata-too-short')
    expect(codes(padded(10_000_000))).toEqual([])
    expect(only(padded(10_000_001))).toBe(
      'error metadata-too-long 1:1 the metadata has 10,000,001 characters, and AWS takes at most 10,000,000',
    )
  })

  test('is one fault among others', () => {
    expect(codes('')).toEqual(['metadata-too-short', 'metadata-not-xml'])
    expect(codes(' \n')).toEqual(['metadata-too-short', 'metadata-not-xml'])
    expect(codes('<a/>')).toEqual(['metadata-too-short', 'metadata-no-entity-id', 'metadata-not-idp'])
  })
})

describe('what is not XML', () => {
  const notXml = (text: string): string => only(text).replace(/^error metadata-not-xml /, '')
  const wide = (text: string): string => [...text].join('\0')

  test.each([
    ['text before the first tag', `\n oops ${good}`, /^2:2 the file is not XML/],
    ['text behind the last', `${good}oops`, /^\d+:\d+ .*Extra content/],
    ['JSON', JSON.stringify({ good }), /^1:1 the file is not XML/],
    ['a file that was cut', good.slice(0, 1200), /^7:11 .*unclosed.*X509Certificate/],
    ['a wrong closing tag', changed(['</ds:X509Data>', '</ds:KeyInfo>']), /^\d+:\d+ .*mismatch/],
    ['a bare ampersand', changed(['/sso/saml"', '/sso/saml?a=1&b=2"']), /^37:91 .*an & that begins/],
    [
      'an ampersand between spaces',
      changed(['</md:NameIDFormat>', ' a & b</md:NameIDFormat>']),
      /^33:7\d .*an & that begins/,
    ],
    [
      'an entity that is not declared',
      changed(['</md:NameIDFormat>', '&nbsp;</md:NameIDFormat>']),
      /^33:7\d .*an & that begins/,
    ],
    ['a reference to no character', changed(['</md:NameIDFormat>', '&#0;</md:NameIDFormat>']), /^33:7\d &#0; stands/],
    ['a reference to half a pair', changed(['signing', '&#xD800;']), /^4:28 &#xD800; stands/],
    ['a reference beyond Unicode', changed(['signing', '&#99999999;']), /^4:28 &#99999999; stands/],
    ['an unquoted attribute', changed(['"signing"', 'signing']), /^4:5 .*quot/],
    ['an attribute twice', changed([' use=', ' use="signing" use=']), /^4:5 .*redefined/],
    ['a prefix that is not bound', changed([/ xmlns:ds="[^"]*"/, '']), /^5:7 .*prefix/],
    ['a second root', `${good}<a/>`, /^\d+:\d+ .*[Oo]nly one element/],
    ['a null byte', changed(['signing', 'sign\0ing']), /^4:32 .*not UTF-8 text \(U\+0000/],
    ['UTF-16 read as UTF-8', `\uFFFD\uFFFD${wide(good)}`, /^1:1 .*U\+FFFD/],
    [
      'UTF-16 by its own account',
      good.replace(/^<\?xml[^>]*>\s*|^/, '<?xml version="1.0" encoding="UTF-16"?>'),
      /^1:1 .*UTF-16/,
    ],
    [
      'a name of UTF-16 that holds a line',
      good.replace(/^<\?xml[^>]*>\s*|^/, '<?xml version="1.0" encoding="UTF-16LE\nx"?>'),
      /^1:1 .* is in UTF-16LE, and AWS is sent UTF-8/,
    ],
    ['UTF-16 without a mark read as UTF-8', wide(good), /^1:2 .*U\+0000/],
    ['half a surrogate pair', changed(['signing', 'signing\uD800']), /^4:35 .*forbids \(U\+D800/],
    ['lone carriage returns as line ends', changed([/\n/g, '\r'], ['signing', '\u0001']), /^4:28 .*forbids \(U\+0001/],
  ])('%s', (_, text, expected) => {
    expect(notXml(text)).toMatch(expected)
  })

  test('is told in one short line, whatever the file holds', () => {
    const [issue] = read(`<a>${'\n'.repeat(1000)}</${'b\u009B\n '.repeat(1e5)}>`).issues
    expect(issue!.message.length).toBeLessThan(300)
    expect(issue!.message).not.toMatch(/[\n\u009B]/)
  })

  test('a document type or entities, before anything is expanded', () => {
    const laughs = Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};">`).join('')
    const bomb = changed(['?>\n', `?>\n<!-- -->\n<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>\n`], ['signing', '&l30;'])
    expect(only(bomb)).toBe('error metadata-doctype 3:1 the file declares a document type or entities')
    expect(only(changed(['?>\n', '?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n']))).toMatch(/metadata-doctype 2:1/)
    expect(only(changed(['?>\n', '?>\n<!ENTITY a "b">\n']))).toMatch(/metadata-doctype 2:1/)
    expect(only(`${good}<!DOCTYPE a>`)).toMatch(/metadata-not-xml/)
    const [page] = read(`<!doctype html><title>Sign in</title>${' '.repeat(1000)}`).issues
    expect(page).toMatchObject({ code: 'metadata-doctype', hint: expect.stringMatching(/^This is a web page/) })
  })

  test('a byte order mark, with which AWS cannot read the rest', () => {
    expect(only(`\uFEFF${good}`)).toMatch(/^error metadata-byte-order-mark 1:1 /)
    expect(read(`\uFEFF${good}`)).toMatchObject({ ...read(good), issues: expect.anything() })
  })
})

describe('whose metadata it is', () => {
  const idp = /<md:IDPSSODescriptor[^]*<\/md:IDPSSODescriptor>/

  test.each([
    ['a service provider', fixture('sp.xml'), /4:3 this is a service provider's metadata/],
    ['an entity with no role', changed([idp, ' '.repeat(1000)]), /2:1 the entity is no identity provider/],
    ['another document', changed([/md:EntityDescriptor/g, 'md:Organization']), /2:1 <md:Organization> is not an Ent/],
    ['another namespace', changed(['metadata"', 'assertion"']), /2:1 <md:EntityDescriptor> is not SAML 2.0 metadata/],
    ['SAML 1.1', changed(['n="urn:oasis:names:tc:SAML:2.0:', 'n="urn:oasis:names:tc:SAML:1.1:']), /3:3 .*SAML 2.0/],
    ['no protocol', changed([/ protocolSupportEnumeration="[^"]*"/, '']), /3:3 .*does not support SAML 2.0/],
  ])('%s', (_, text, expected) => {
    expect(only(text)).toMatch(expected)
    expect(only(text)).toMatch(/^error metadata-not-idp /)
    expect(read(text).issues[0]!.hint).toMatch(/identity provider/)
  })

  test('several entities: the hint says what to do', () => {
    const open = '<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">'
    const { issues } = read(changed(['?>\n', `?>\n${open}`]) + '</md:EntitiesDescriptor>')
    expect(issues).toContainEqual({
      severity: 'error',
      code: 'metadata-not-idp',
      line: 2,
      column: 1,
      message: 'this is an EntitiesDescriptor, the metadata of several entities',
      hint: 'AWS takes exactly one EntityDescriptor: cut out the one of your identity provider.',
    })
  })

  test('an entity that is both is an identity provider', () => {
    expect(codes(changed(['</md:IDPSSODescriptor>', '</md:IDPSSODescriptor><md:SPSSODescriptor/>']))).toEqual([])
  })

  test.each([
    ['none', changed([/ entityID="[^"]*"/, '']), '2:1'],
    ['an empty one', changed([/entityID="[^"]*"/, 'entityID=""']), '2:79'],
    ['spaces', changed([/entityID="[^"]*"/, 'entityID="a b"']), '2:79'],
    ['a control character', changed([/entityID="[^"]*"/, 'entityID="a&#x9B;[2J"']), '2:79'],
  ])('entityID: %s', (_, text, at) => {
    expect(place(text)).toEqual([`metadata-no-entity-id ${at}`])
    expect(read(text).entityId).toBeNull()
  })

  test('no SingleSignOnService', () => {
    expect(place(changed([/<md:SingleSignOnService[^]*?\/>/g, '']))).toEqual(['metadata-no-sso 3:3'])
  })

  test('all faults of one file at once', () => {
    const text = changed(
      [/ entityID="[^"]*"/, ' validUntil="2020-01-01T00:00:00Z"'],
      [/<md:SingleSignOnService[^]*?\/>/g, ''],
      [certificate, '!'],
    )
    expect(codes(text).sort()).toEqual([
      'metadata-bad-certificate',
      'metadata-no-certificate',
      'metadata-no-entity-id',
      'metadata-no-sso',
      'metadata-too-short',
      'metadata-valid-until',
    ])
  })
})

describe('certificates', () => {
  const twice = (extra: string): string => changed(['</md:KeyDescriptor>', `</md:KeyDescriptor>${extra}`])
  const expired =
    'warning metadata-expired 7:11 the signing certificate (C=US, ST=California, L=San Francisco, O=Okta, ' +
    'OU=SSOProvider, CN=novo-expired, emailAddress=info@okta.com) expired on 2024-01-01'

  test.each([
    ['no KeyDescriptor', changed([keyDescriptor(good), '']), '3:3'],
    ['only one for encryption', changed(['"signing"', '"encryption"']), '3:3'],
    ['a key without certificate', changed([/<ds:X509Data>[^]*<\/ds:X509Data>/, '<ds:KeyName>a</ds:KeyName>']), '4:5'],
    ['a certificate in no namespace of XML signatures', changed(['xmldsig#', 'xmldsig']), '4:5'],
  ])('none: %s', (_, text, at) => {
    expect(place(text).filter((each) => !each.includes('too-short'))).toEqual([`metadata-no-certificate ${at}`])
  })

  test.each([
    ['empty', ' \n', 'the certificate is empty'],
    ['not base64', 'MIIC*', 'the certificate is not base64'],
    ['cut base64', 'MIICa', 'the certificate is not base64'],
    ['not a certificate', 'AAAA', 'the certificate is not an X.509 certificate'],
    ['cut', certificate.exec(good)![0].replace(/\s/g, '').slice(0, 400), 'the certificate is not an X.509 certificate'],
    ['PEM', `-----BEGIN CERTIFICATE-----${certificate.exec(good)![0]}`, 'the certificate has PEM lines around it'],
    [
      'base64 twice',
      Buffer.from(`-----BEGIN CERTIFICATE-----${certificate.exec(good)![0]}-----END CERTIFICATE-----\n`).toString(
        'base64',
      ),
      'the certificate is not an X.509 certificate',
    ],
    [
      'a short key',
      certificate.exec(fixture('weak-key.xml'))![0],
      'the certificate has a key of 512 bits, and AWS requires at least 1024',
    ],
  ])('bad: %s', (_, base64, message) => {
    const { issues, certificates } = read(changed([certificate, base64]).padEnd(1000))
    expect(certificates).toEqual([])
    expect(issues.map((each) => each.code)).toEqual(['metadata-bad-certificate', 'metadata-no-certificate'])
    expect(issues[0]).toMatchObject({ message, line: 7, column: 11 })
  })

  test('expired, with the date', () => {
    expect(only(fixture('expired.xml'))).toBe(expired)
    const last = new Date('2024-01-01T00:00:00Z')
    expect(readSamlMetadata(fixture('expired.xml'), last).issues).toEqual([])
    expect(readSamlMetadata(fixture('expired.xml'), new Date(last.getTime() + 1)).issues).toHaveLength(1)
  })

  test('expired, but not the only one', () => {
    const text = twice(expiredKey)
    expect(codes(text)).toEqual([])
    expect(read(text).certificates.map((each) => each.notAfter.getUTCFullYear())).toEqual([2124, 2024])
  })

  test('all expired: one warning at the one that lasted longest', () => {
    const { issues } = readSamlMetadata(twice(expiredKey), new Date('2125-01-01T00:00:00Z'))
    expect(issues).toMatchObject([{ code: 'metadata-expired', line: 7 }])
    expect(issues[0]!.message).toMatch(
      /^all 2 signing certificates have expired, the last \(.*databricks.*\) on 2124-01-01$/,
    )
  })

  test('an expired one for encryption is none of our business', () => {
    expect(codes(twice(expiredKey.replace('"signing"', '"encryption"')))).toEqual([])
  })

  test('a bad one beside a good one is still said', () => {
    expect(codes(twice(expiredKey.replace(/MII/, '!')))).toEqual(['metadata-bad-certificate'])
  })
})

describe('validUntil', () => {
  const until = (value: string): string => changed([' entityID', ` validUntil="${value}" entityID`])

  test.each([
    '2026-05-31T23:59:59Z',
    '2026-05-31T23:59:59.9999999Z',
    '2026-05-31T23:59:59',
    '2026-06-01T01:59:59+02:00',
  ])('%s has passed', (value) => {
    expect(only(until(value))).toMatch(
      /^warning metadata-valid-until 2:81 the metadata was valid until 2026-05-31T23:59:59/,
    )
  })

  test.each(['2026-06-01T00:00:00Z', '2026-05-31T23:59:59-02:00', ' 2099-01-01T00:00:00 '])(
    '%s is to come',
    (value) => {
      expect(codes(until(value))).toEqual([])
    },
  )

  test.each(['', 'soon', '2026-06-01', '2026-13-01T00:00:00Z'])('"%s" is not a date and time', (value) => {
    expect(only(until(value))).toMatch(/^warning metadata-valid-until 2:81 .* is not a date and time$/)
  })

  test('of the role', () => {
    expect(place(changed(['SODescriptor ', 'SODescriptor validUntil="2020-01-01T00:00:00Z" ']))).toEqual([
      'metadata-valid-until 3:35',
    ])
  })
})

describe('hostile input', () => {
  const within = (text: string): string => changed(['</md:IDPSSODescriptor>', `${text}</md:IDPSSODescriptor>`])
  const many = (count: number, make: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => make(i)).join('')

  // Megabytes as the scale says; what is below a limit of ours is as large as it may be.

  /** Bounds of a quadratic or exponential blow-up, which would take minutes: not a measurement. */
  const SECONDS = 20_000

  test.each<[string, () => string]>([
    ['text without tags', () => 'x'.repeat(runs(1e7))],
    ['text in one tag', () => within('x'.repeat(runs(9e6)))],
    ['white space', () => ' '.repeat(runs(1e7))],
    ['line ends', () => within('\r'.repeat(runs(9e6)))],
    ['nothing but <', () => '<'.repeat(runs(1e7))],
    ['null bytes', () => '\0'.repeat(runs(1e7))],
    ['nested elements', () => '<a>'.repeat(runs(3e6))],
    ['nested elements below the limit', () => within('<a>'.repeat(4900) + '</a>'.repeat(4900))],
    ['nested namespaces below the limit', () => within(many(4900, (i) => `<a xmlns:a${i}="b">`))],
    ['attributes', () => within(`<a ${many(runs(6e5), (i) => `a${i}=""`)}/>`)],
    ['attributes below the limit', () => within(`<a ${many(9900, (i) => `a${i}="" `)}/>`)],
    ['siblings', () => within('<a/>'.repeat(runs(2e6)))],
    ['comments that never end', () => '<!--'.repeat(runs(2e6))],
    ['comments within that never end', () => within('<!-- &amp; '.repeat(9000))],
    ['sections that never end', () => within('<![CDATA['.repeat(runs(1e6)))],
    ['instructions that never end', () => '<?a '.repeat(runs(2e6))],
    ['comments before the root', () => '<!---->'.repeat(runs(1e6)) + good],
    ['a long comment', () => good + `<!--${'x'.repeat(runs(9e6))}-->`],
    ['a long comment of dashes', () => good + `<!--${'- '.repeat(runs(4e6))}-->`],
    ['ampersands', () => within('&'.repeat(runs(9e6)))],
    ['references to characters', () => within('&#65;'.repeat(runs(1.9e6)))],
    ['references', () => within('&amp;'.repeat(runs(1.9e6)))],
    ['a long name', () => `<${'a'.repeat(runs(9e6))}/>`],
    ['equals signs', () => within(`<a ${'= '.repeat(runs(4e6))}/>`)],
    ['quotes', () => within(`<a ${'"'.repeat(runs(9e6))}/>`)],
    ['a long certificate', () => changed([certificate, 'MIID'.repeat(runs(2.4e6))])],
    ['a long certificate that is none', () => changed([certificate, 'A A='.repeat(runs(2.4e6))])],
    ['a long validUntil', () => changed([' entityID', ` validUntil="${' 2026-01-01T'.repeat(runs(8e5))}" entityID`])],
    ['a long entityID', () => changed(['entityID="', `entityID="${'a '.repeat(runs(4e6))}`])],
  ])(
    '%s',
    (_, text) => {
      const { issues } = read(text())
      for (const issue of issues) expect(issue.message.length).toBeLessThan(300)
    },
    SECONDS,
  )

  test('over 10,000 tags and attributes is refused, under it is read', () => {
    const marks = good.match(/<|="/g)!.length
    expect(codes(within('<a b=""/>'.repeat((10_000 - marks) / 2)))).toEqual([])
    expect(codes(within('<a b=""/>'.repeat((10_000 - marks) / 2 + 1)))).toEqual(['metadata-too-complex'])
  })
})

describe('for any text there is an answer', () => {
  const sane = (text: string): void => {
    const { entityId, certificates, issues } = read(text)
    expect(entityId === null || entityId.length > 0).toBe(true)
    for (const { notAfter } of certificates) expect(notAfter.getTime()).not.toBeNaN()
    const lines = text.split(/\r\n?|\n/)
    for (const issue of issues) {
      expect(issue.message).toMatch(/^[^\r\n]{1,300}$/)
      expect(lines[issue.line - 1]).toBeDefined()
      expect(issue.column).toBeGreaterThanOrEqual(1)
      expect(issue.column).toBeLessThanOrEqual(lines[issue.line - 1]!.length + 1)
    }
    // What cannot be read is an error, and what has no error can be used.
    if (!issues.some((each) => each.severity === 'error')) {
      expect(entityId).not.toBeNull()
      expect(certificates.length).toBeGreaterThan(0)
    }
  }
  const markup = fc.constantFrom(
    ...[
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      '&',
      ';',
      '!',
      '?',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a>',
      '<?',
      '?>',
    ],
    ...[
      ' ',
      '\n',
      '\r\n',
      '\0',
      '\uFEFF',
      '\uFFFD',
      '\uD800',
      '&amp;',
      '&#0;',
      '&#xD800;',
      '&#99999999;',
      'xmlns',
      ':',
    ],
    ...['__proto__', 'constructor', 'a', 'md:KeyDescriptor', '</md:EntityDescriptor>', '<md:IDPSSODescriptor>'],
  )
  const junk = fc.oneof(markup, anyText({ maxLength: 5 }))

  test('of any characters', () => {
    fc.assert(fc.property(anyText({ maxLength: 200 }), sane))
    fc.assert(
      fc.property(fc.array(markup, { maxLength: 30 }), (parts) => sane(parts.join(''))),
      { numRuns: runs(1000) },
    )
  })

  test('of good metadata with pieces taken out, put in and moved', () => {
    const at = fc.nat({ max: good.length })
    const edit = fc.record({
      at,
      cut: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 200 })),
      put: junk,
      from: at,
      move: fc.boolean(),
    })
    const property = fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      sane(
        edits.reduce(
          (text, { at, cut, put, from, move }) =>
            text.slice(0, at) + (move ? good.slice(from, from + cut) : put) + text.slice(at + cut),
          good,
        ),
      )
    })
    fc.assert(property, { numRuns: runs(3000) })
  })

  test('at any time', () => {
    for (const time of [NaN, -8.64e15, 8.64e15]) expect(() => readSamlMetadata(good, new Date(time))).not.toThrow()
  })
})
