/** A plan of the hub's stack in which nothing changes, as `terraform show -json` writes it; members as given. */
export function emptyPlan(members: Readonly<Record<string, unknown>> = {}): string {
  const output = { schemaVersion: 1, mesh: 'acme', environment: 'hub', table: 'acme-entitlements' }
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: [],
    output_changes: { trustloom: { actions: ['no-op'], before: output, after: output, after_unknown: false } },
    configuration: { root_module: {} },
    ...members,
  })
}
