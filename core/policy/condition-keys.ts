import { GROUP_TAG } from '../model/codes'

/** The condition keys that a mesh's trust policies read, in lower case, since IAM compares keys so. */

/** The session tag with the codes. */
export const GROUP_KEY = `aws:requesttag/${GROUP_TAG}`.toLowerCase()
export const IDENTITY_KEY = 'sts:sourceidentity'
