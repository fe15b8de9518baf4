/*
 * Stands in the bundles for the SDK's credential providers of people's machines: profiles, single sign-on, processes
 * and token files, a quarter of a bundle. A function gets its credentials from its environment, which the SDK asks
 * before these; they send it on to the next.
 */
const none = () => (): Promise<never> =>
  Promise.reject(Object.assign(new Error('a function has no such credentials'), { tryNextLink: true }))

export { none as fromIni, none as fromProcess, none as fromSSO, none as fromTokenFile }
