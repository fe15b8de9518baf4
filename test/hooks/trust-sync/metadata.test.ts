import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSamlMetadata } from '../../../core/model/saml-metadata'
import { metadataFault } from '../../../hooks/trust-sync/metadata'
import { PROJECT } from '../../support/mesh'
import { metadata } from './lab'

const file = (path: string): string => readFileSync(join(PROJECT, path), 'utf8')

test.each(['databricks', 'powerbi', 'rstudio'])('metadata of the example passes: %s', (name) => {
  expect(metadataFault(file(`environments/saml/${name}.xml`))).toBeUndefined()
})

test('any prefix of namespaces passes', () => {
  const other = metadata()
    .replace(/<(\/?)md:/g, '<$1')
    .replace('xmlns:md=', 'xmlns=')
    .replace(/ds:/g, 'sig:')
  expect(metadataFault(other.replace('xmlns:ds', 'xmlns:sig'))).toBeUndefined()
})

describe('refused is', () => {
  const broken: Record<string, readonly [text: string, why: string]> = {
    'what is too short': ['<a/>', '4 characters'],
    'what is no XML': [`x${metadata()}`, 'no XML'],
    'a byte order mark': [`\uFEFF${metadata()}`, 'no XML'],
    'a document type': [metadata().replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>'), 'document type'],
    'a federation': [metadata().replace(/EntityDescriptor/g, 'EntitiesDescriptor'), 'several entities'],
    'another kind of XML': [metadata().replace(/EntityDescriptor/g, 'Entity'), 'no SAML 2.0 metadata'],
    'another namespace': [metadata().replace('SAML:2.0:metadata', 'SAML:1.0:metadata'), 'no SAML 2.0 metadata'],
    'no entityID': [metadata().replace('entityID=', 'entity='), 'no entityID'],
    'a service provider': [file('test/fixtures/saml/sp.xml'), 'not that of an identity provider'],
    'another protocol': [metadata().replace('SAML:2.0:protocol', 'SAML:1.1:protocol'), 'does not support'],
    'nowhere to sign in': [metadata().replace(/SingleSignOnService/g, 'SingleLogoutService'), 'no SingleSignOnService'],
    'no certificate': [metadata().replace(/X509Certificate/g, 'X509CRL'), 'no certificate'],
    'a certificate that is none': [metadata().replace('MIID4TCC', 'AAAAAAAA'), 'not an X.509 certificate'],
    'a weak key': [file('test/fixtures/saml/weak-key.xml'), 'bits'],
  }
  test.each(Object.entries(broken))('%s', (_, [text, why]) => {
    expect(metadataFault(text)).toContain(why)
    // The reader of files, which parses XML, would refuse it, too.
    const { issues } = readSamlMetadata(text, new Date('2026-01-01T00:00:00Z'))
    expect(issues.filter((each) => each.severity === 'error')).not.toEqual([])
  })
})
