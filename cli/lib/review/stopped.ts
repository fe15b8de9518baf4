/** A review that cannot go on; why has been told. */
export class ReviewStopped extends Error {}
