/** Tags by which policies tell what belongs to a mesh. */

/** The mesh's name: on all that Terraform makes, and on the providers that hooks make. */
export const MESH_TAG = 'trustloom:mesh'
/** The stack's name: on all that Terraform makes, and on nothing that hooks make. */
export const STACK_TAG = 'trustloom:stack'
/**
 * What the files let into the role, as a digest: on the roles that people open, where trust-sync writes their trust
 * policies. The row of the table that it writes them from must agree, and a deployer of another environment can write
 * that row, but not the tag.
 */
export const TRUST_TAG = 'trustloom:trust'
/** The persona's name, `share`, `live` or `home`: on the roles that people open, and on those of their jobs. */
export const PERSONA_TAG = 'trustloom:persona'
