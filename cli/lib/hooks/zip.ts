import { zipSync } from 'fflate'

/** The first moment that a zip can name; noon, since some places had no midnight. fflate writes it by local clocks. */
const MTIME = new Date(1980, 0, 1, 12)
/** A regular file that everybody may read, as Unix says it: Lambda refuses what it cannot read. */
const ATTRIBUTES = (0o100644 << 16) >>> 0
const UNIX = 3

/**
 * A zip of some files, in their order: the same bytes of the same files, everywhere. Nothing is compressed, so that no
 * version of a compressor decides about the bytes; a hook is under 450 KB, and Lambda takes 50 MB.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
 */
export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync({ ...files }, { level: 0, mtime: MTIME, os: UNIX, attrs: ATTRIBUTES })
}
