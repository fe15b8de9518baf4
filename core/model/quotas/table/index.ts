import type { Quota } from '../quota'
import { DATA_QUOTAS } from './data'
import { IAM_QUOTAS } from './iam'
import { NAME_QUOTAS } from './names'
import { SESSION_QUOTAS } from './session'

/** Every quota that a mesh counts against; what fails first in practice stands first. */
export const QUOTAS = { ...IAM_QUOTAS, ...SESSION_QUOTAS, ...DATA_QUOTAS, ...NAME_QUOTAS }

export type QuotaId = keyof typeof QUOTAS

export const QUOTA_IDS = Object.keys(QUOTAS) as readonly QuotaId[]

export const quotaOf = (id: QuotaId): Quota => QUOTAS[id]
