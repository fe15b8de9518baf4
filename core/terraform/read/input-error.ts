/** What was given to be reviewed cannot be read; the message is for people. */
export class ReviewInputError extends Error {}
