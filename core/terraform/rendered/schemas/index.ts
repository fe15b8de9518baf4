import type { z } from 'zod'
import { cognito, entitlements } from './entitlements'
import { iam } from './iam'
import { lake } from './lake'
import { queries } from './queries'
import { storage } from './storage'

/**
 * Every type of resource that Trustloom renders, with every argument that it writes: whatever else stands in a stack is
 * not understood, and so may open what nobody looks at.
 */
export const schemas = { ...iam, ...storage, ...lake, ...queries, ...entitlements, ...cognito }

export type ResourceType = keyof typeof schemas

/** What is known of a resource, by its type. */
export type Attributes<T extends ResourceType> = z.output<(typeof schemas)[T]>

export const isKnown = (type: string): type is ResourceType => Object.hasOwn(schemas, type)
