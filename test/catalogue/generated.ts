import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { base, type Case, type Files } from './case'

/** A case that a program writes better than a person: too large, too deep, or one change in a long text. */
interface Generated extends Case {
  readonly name: string
  /** Whether it takes seconds; others say the same of a smaller mesh. */
  readonly isLarge?: boolean
  files(): Files
}

const LAB = 'lab.yaml'
const MESH = 'mesh.yaml'
const IDP = 'saml/idp.xml'

/** A text with a piece replaced that must be in it. */
function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, () => to)
  if (result === text) throw new Error(`${String(from)} is not in the text`)
  return result
}

const change = (file: string, from: string | RegExp, to: string): Files => ({
  [file]: replaced(base[file] ?? '', from, to),
})

const error = (code: string, place: readonly [string, number, number], message: string, hint?: string): Case => ({
  diagnostics: [
    {
      severity: 'error',
      code,
      file: place[0],
      line: place[1],
      column: place[2],
      message,
      ...(hint !== undefined && { hint }),
    },
  ],
})

const times = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => item(i))
const groups = (count: number): string => `owner: [${times(count, (index) => `OWNERS-${index}`).join(', ')}]`

const shareWith = (index: number): string => `      - { to: { group: SHARE-${index} }, tables: [visits] }\n`
const ROLES_HINT = 'or raise the quota in AWS and write it as quotas: { roles: 2000 }'
const stackWarnings = (...ends: string[]): Case['diagnostics'] =>
  ends.map((message) => ({ severity: 'warning', code: 'quota-near', file: LAB, line: 1, column: 1, message }))

const size: readonly Generated[] = [
  {
    name: 'yaml-large',
    files: () => ({ [LAB]: `${base[LAB] ?? ''}#${' '.repeat(6 * 1024 * 1024)}` }),
    ...error('file-too-large', [LAB, 1, 1], 'the file is over 5 MB'),
  },
  {
    name: 'yaml-deep-brackets',
    files: () => change(LAB, '[notebooks]', '['.repeat(100_000)),
    ...error('yaml', [LAB, 5, 111], 'the file is nested over 100 levels deep'),
  },
  {
    name: 'yaml-deep-braces',
    files: () => change(LAB, '[notebooks]', '{ a: '.repeat(100_000)),
    ...error('yaml', [LAB, 5, 511], 'the file is nested over 100 levels deep'),
  },
  {
    name: 'yaml-deep-dashes',
    files: () => change(LAB, '[notebooks]', `${'- '.repeat(100_000)}x`),
    ...error('yaml', [LAB, 5, 211], 'the file is nested over 100 levels deep'),
  },
  {
    name: 'yaml-deep-maps',
    files: () => change(LAB, '[notebooks]', `\n${times(2_000, (level) => `${' '.repeat(level + 1)}a:`).join('\n')}`),
    ...error('yaml', [LAB, 406, 1], 'the file is nested over 100 levels deep'),
  },
  {
    name: 'yaml-million-aliases',
    files: () => change(LAB, '[notebooks]', `[${'*a, '.repeat(1_000_000)}]`),
    diagnostics: times(20, (index) => ({
      severity: 'error',
      code: 'yaml-feature',
      file: LAB,
      line: 5,
      column: 12 + 4 * index,
      message: 'an alias (*a) is not allowed here',
      hint: 'write the value out',
    })),
  },
  {
    name: 'bad-group-long',
    files: () => change(LAB, 'OWNERS', 'O'.repeat(257)),
    ...error(
      'bad-group',
      [LAB, 7, 11],
      'an entry of `owner` must be the name of a directory group: 1 to 256 characters',
    ),
  },
  {
    name: 'bad-text-long',
    files: () => change(LAB, '    owner:', `    description: ${'x'.repeat(2049)}\n    owner:`),
    ...error('bad-text', [LAB, 11, 18], '`description` must be text of at most 2,048 characters'),
  },
  {
    name: 'range-rows-long',
    files: () => change(LAB, 'tables: [visits]', `rows: "${'id = 1 OR '.repeat(300)}id = 1"`),
    ...error('out-of-range', [LAB, 18, 15], '`rows` must have at most'),
  },
  {
    name: 'range-tags',
    files: () => change(MESH, 'services:', `tags: { ${times(41, (index) => `t${index}: x`).join(', ')} }\nservices:`),
    ...error('out-of-range', [MESH, 5, 1], '`tags` must have at most 40 entries', 'AWS takes 50 on a resource'),
  },
  {
    name: 'quota',
    files: () => change(LAB, 'owner: [OWNERS]', groups(150)),
    ...error('quota', [LAB, 7, 11], 'the trust policy of acme-lab-owner has', '126 would fit'),
  },
  {
    name: 'quota-near',
    files: () => change(LAB, 'owner: [OWNERS]', groups(95)),
    diagnostics: [
      {
        severity: 'warning',
        code: 'quota-near',
        file: LAB,
        line: 7,
        column: 11,
        message: 'the trust policy of acme-lab-owner has',
      },
    ],
  },
  ...[false, true].map((isRaised): Generated => ({
    name: isRaised ? 'quota-roles-raised' : 'quota-roles',
    isLarge: true,
    files: () => ({
      ...change(LAB, '    access:\n', `    access:\n${times(998, shareWith).join('')}`),
      ...(isRaised && change(MESH, 'services:', 'quotas: { roles: 2000 }\nservices:')),
    }),
    diagnostics: [
      ...stackWarnings('1000 of 300 entitlement rows', 'of 2000 resources in one state'),
      ...(isRaised
        ? []
        : error('quota', [LAB, 3, 10], 'the account 111111111111 has 1001 of 1000 roles', ROLES_HINT).diagnostics),
    ],
  })),
  {
    name: 'quota-raised',
    files: () => ({
      ...change(LAB, 'owner: [OWNERS]', groups(150)),
      ...change(MESH, 'services:', 'quotas: { trustPolicy: 4096 }\nservices:'),
    }),
    diagnostics: [],
  },
]

const good = readFileSync(join(__dirname, '../../environments/saml/databricks.xml'), 'utf8')
const certificate = /<ds:X509Data>[^]*<\/ds:X509Data>/
const filler = `<!--${' '.repeat(1000)}-->`

/** The base mesh with a SAML service, whose metadata is good but for one change. */
const metadata = (name: string, text: string, expected: Case): Generated => ({
  name: `metadata-${name}`,
  files: () => ({
    ...change(MESH, 'services:\n', 'services:\n  databricks: { protocol: saml, metadata: saml/idp.xml }\n'),
    [IDP]: text,
  }),
  ...expected,
})

const samlMetadata: readonly Generated[] = [
  metadata('good', good, { diagnostics: [] }),
  metadata('empty', '', error('metadata-not-xml', [IDP, 1, 1], 'the file is empty (service databricks)', 'Download')),
  metadata(
    'doctype',
    replaced(good, '?>', '?><!DOCTYPE md [<!ENTITY a "x">]>'),
    error('metadata-doctype', [IDP, 1, 39], 'the file declares a document type', 'Remove it'),
  ),
  metadata(
    'short',
    replaced(replaced(good, /<ds:X509Certificate>[^]*<\/ds:X509Certificate>/, ''), /\s+/g, ' '),
    error('metadata-no-certificate', [IDP, 1, 282], 'no signing certificate', 'Download'),
  ),
  metadata(
    'too-short',
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="a"></EntityDescriptor>`,
    error('metadata-not-idp', [IDP, 1, 1], 'it has no IDPSSODescriptor', 'Download'),
  ),
  metadata(
    'no-certificate',
    replaced(good, certificate, filler),
    error('metadata-no-certificate', [IDP, 4, 5], 'no signing certificate that can be read', 'Download'),
  ),
  metadata(
    'no-entity-id',
    replaced(good, /entityID="[^"]*"/, ''),
    error('metadata-no-entity-id', [IDP, 2, 1], 'the metadata has no entityID', 'Download'),
  ),
  metadata(
    'no-sso',
    replaced(good, /<md:SingleSignOnService[^>]*\/>/g, ''),
    error('metadata-no-sso', [IDP, 3, 3], 'has no SingleSignOnService', 'Download'),
  ),
  metadata('valid-until', replaced(good, 'entityID=', 'validUntil="2020-01-01T00:00:00Z" entityID='), {
    diagnostics: [
      {
        severity: 'warning',
        code: 'metadata-valid-until',
        file: IDP,
        line: 2,
        column: 81,
        message: 'the metadata was valid until 2020-01-01',
        hint: 'Download',
      },
    ],
  }),
  metadata(
    'byte-order-mark',
    `\uFEFF${good}`,
    error('metadata-byte-order-mark', [IDP, 1, 1], 'begins with a byte order mark', 'Save the file as UTF-8'),
  ),
  metadata(
    'too-complex',
    replaced(good, '<md:IDPSSO', `${'<a/>'.repeat(10_001)}<md:IDPSSO`),
    error('metadata-too-complex', [IDP, 3, 39979], 'over 10,000 tags and attributes', 'exactly one EntityDescriptor'),
  ),
  metadata(
    'too-long',
    good + ' '.repeat(10_000_000),
    error('metadata-too-long', [IDP, 1, 1], 'AWS takes at most 10,000,000', 'exactly one EntityDescriptor'),
  ),
  metadata(
    'merge-conflict',
    `<<<<<<< HEAD\n${good}=======\n${good}>>>>>>> feature\n`,
    error('merge-conflict', [IDP, 1, 1], 'a merge left its markers here', 'delete the markers'),
  ),
]

export const generated: readonly Generated[] = [...size, ...samlMetadata]
