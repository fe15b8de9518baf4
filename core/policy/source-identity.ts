import { compileGlob, globMatches } from './evaluate/glob'

/** Whether a source identity matches the mesh's pattern. */
export function matchesIdentity(pattern: string, identity: string): boolean {
  return globMatches(compileGlob([{ literal: false, text: pattern }]), identity)
}

/** A source identity that matches the mesh's pattern: `user@example.com` for `*@example.com`. */
export function sampleIdentity(pattern: string): string {
  const room = 64 - pattern.replace(/\*/g, '').length
  const filled = pattern
    .replace('*', 'user'.slice(0, Math.max(0, room)))
    .replace(/\*/g, '')
    .replace(/\?/g, 'u')
  return filled.length < 2 ? filled.padEnd(2, 'u') : filled
}
