import { plainSaid, type Said, type Show } from '../lib/said'

/** How many names of a list are told: a long list must not hide what comes after it. */
export const NAMES = 30

export const plain = (said: Said, show: Show): string => plainSaid(said, show, NAMES)
