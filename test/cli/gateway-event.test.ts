import { gatewayEvent } from '../../cli/lib/serve/gateway-event'

test('a request becomes an event of the payload format 2.0', () => {
  const body = Buffer.from('{"name":"Å"}')
  const request = { method: 'POST', path: '/okta/saml', headers: { 'content-type': 'application/json' }, body }
  expect(gatewayEvent(request)).toMatchObject({
    version: '2.0',
    routeKey: 'POST /okta/saml',
    rawPath: '/okta/saml',
    headers: { 'content-type': 'application/json' },
    requestContext: { routeKey: 'POST /okta/saml', http: { method: 'POST', path: '/okta/saml' } },
    body: '{"name":"Å"}',
    isBase64Encoded: false,
  })
  const binary = gatewayEvent({ ...request, headers: { 'content-type': 'application/octet-stream' } })
  expect([binary.isBase64Encoded, binary.body]).toEqual([true, body.toString('base64')])
})
