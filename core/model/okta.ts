/**
 * The id of the custom authorization server of an Okta organisation that issues an issuer's tokens; `undefined` where
 * they are somebody else's, or of the organisation's own server, which calls no hooks.
 *
 * @see https://developer.okta.com/docs/concepts/auth-servers/
 */
export function authorizationServer(issuer: string, orgUrl: string): string | undefined {
  const [, id] = /^\/oauth2\/([\w.~-]+)\/?$/.exec(pathIn(issuer, orgUrl) ?? '') ?? []
  return id
}

/** Whether an issuer is the organisation itself: no hook is called for its tokens. */
export const isOrganisation = (issuer: string, orgUrl: string): boolean => /^\/?$/.test(pathIn(issuer, orgUrl) ?? '?')

/** What comes after the organisation's address. */
function pathIn(issuer: string, orgUrl: string): string | undefined {
  return issuer.toLowerCase().startsWith(orgUrl) ? issuer.slice(orgUrl.length) : undefined
}
