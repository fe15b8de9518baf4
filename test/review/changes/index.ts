import { blocks } from './blocks'
import type { Row } from './change'
import { datasets } from './datasets'
import { entitlements } from './entitlements'
import { foreign } from './foreign'
import { policies } from './policies'
import { principals } from './principals'
import { runs } from './runs'
import { signIn } from './sign-in'
import { storage } from './storage'

/** Changes that a review must tell, each at least as risky as its row says. One more is one more row. */
export const CHANGES: readonly Row[] = [
  ...signIn,
  ...runs,
  ...principals,
  ...datasets,
  ...policies,
  ...storage,
  ...entitlements,
  ...blocks,
  ...foreign,
]
