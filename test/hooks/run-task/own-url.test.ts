import fc from 'fast-check'
import { ownUrl, planHosts } from '../../../hooks/run-task/own-url'

test.each([
  ['app.terraform.io', ['app.terraform.io', 'archivist.terraform.io']],
  ['app.eu.terraform.io', ['app.eu.terraform.io', 'archivist.eu.terraform.io', 'archivist.terraform.io']],
  ['tfe.example.co.uk', ['tfe.example.co.uk']],
  ['app.terraform.io.example.com', ['app.terraform.io.example.com']],
])('plans of %s lie on its own hosts', (host, hosts) => {
  expect(planHosts(host)).toEqual(hosts)
})

test('whatever is called is of the host, whoever writes it', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('https://', 'app.terraform.io', '@', '#', '?', '\\', '/', ':443', '.', '%00', '\t'),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const url = ownUrl(`https://${parts.join('')}`, ['app.terraform.io'])
      if (url === undefined) return
      expect(new URL(url).origin).toBe('https://app.terraform.io')
      expect(url).toMatch(/^https:\/\/app\.terraform\.io\//)
    }),
  )
  expect(ownUrl('https://APP.terraform.io:443/x', ['app.terraform.io'])).toBe('https://app.terraform.io/x')
  expect(ownUrl(`https://app.terraform.io/${'x'.repeat(4096)}`, ['app.terraform.io'])).toBeUndefined()
})
