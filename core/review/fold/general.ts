/**
 * Names of one environment as every environment has them: `novo-clinical-prod-reader` becomes `novo-*-reader`, and the
 * account's id `*`. A name that was cut to its limit may keep a part, and is then told apart.
 */
export function generaliser(environment: string, account: string): (name: string) => string {
  const literal = environment.replace(/[^A-Za-z0-9]/g, '\\$&')
  const own = new RegExp(`(?<=[-_/])${literal}(?=[-_/]|$)`, 'g')
  const digits = account === '' ? undefined : new RegExp(`(?<!\\d)${account.replace(/\D/g, '\\$&')}(?!\\d)`, 'g')
  const known = new Map<string, string>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const named = name.replace(own, '*')
    const general = digits ? named.replace(digits, '*') : named
    known.set(name, general)
    return general
  }
}

/** One generaliser an environment. */
export class Generalisers {
  private readonly known = new Map<string, (name: string) => string>()

  of(environment: string, account: string): (name: string) => string {
    const key = `${environment}/${account}`
    const found = this.known.get(key) ?? generaliser(environment, account)
    this.known.set(key, found)
    return found
  }
}
