/** An account does not take a service's provider, and will not when it is asked again. */
export class ProviderRefused extends Error {
  constructor(
    readonly code: 'bad-metadata' | 'too-many-providers' | 'too-many-clients' | 'foreign-provider',
    message: string,
  ) {
    super(message)
    this.name = 'ProviderRefused'
  }
}
