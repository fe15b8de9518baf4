import { lab, project, succeed } from './project'

/** Names as crawlers and people make them; `${` must not reach Terraform as an expression. */
const TABLE = 'export 2024 (eu)'
const COLUMNS = ['customer name', 'order-id', '$oid', '2fa', '${x}', '%{ if }', 'say "hi"']
const columns = COLUMNS.map((name) => `${JSON.stringify(name)}: string`).join(', ')
const tables = `
      ${JSON.stringify(TABLE)}: { managed: false, columns: { ${columns}, doc: "struct<$oid:string,order-id:string>" } }
      export_2024__eu_: { managed: false, columns: { id: string } }`
const access = `
      - to: { group: STATS }
        tables: [${JSON.stringify(TABLE)}, export_2024__eu_]
        files: true
      - to: { group: LIMITED }
        tables: [${JSON.stringify(TABLE)}]
        columns: { except: ["customer name"] }
        rows: ${JSON.stringify(`"order-id" = 'x' AND "say ""hi""" <> 'y' AND doc."$oid" IS NULL`)}`
const files = {
  'environments/lab.yaml': lab('    tables:', `    tables:${tables}`).replace('    access:', `    access:${access}`),
}

test('tables that others made are granted, proved and explained under their own names', async () => {
  const at = project(files)
  await succeed(at.trustloom('check'))
  await succeed(at.synth())
  const { resource } = JSON.parse(at.read('cdktf.out/stacks/lab/cdk.tf.json')) as {
    resource: Record<string, Record<string, Record<string, unknown>>>
  }
  for (const address of Object.values(resource).flatMap(Object.keys)) expect(address).toMatch(/^[A-Za-z_][\w-]*$/)
  const [filter] = Object.values(resource.aws_lakeformation_data_cells_filter ?? {})
  expect(filter?.table_data).toMatchObject([
    {
      table_name: TABLE,
      column_names: ['$oid', '$${x}', '%%{ if }', '2fa', 'doc', 'order-id', 'say "hi"'],
      row_filter: [{ filter_expression: `"order-id" = 'x' AND "say ""hi""" <> 'y' AND doc."$oid" IS NULL` }],
    },
  ])
  await succeed(at.trustloom('verify'))
  await succeed(at.trustloom('signin --all'))
  const ask = ['--dataset', `lab/trials.${TABLE}`, '--column']
  await succeed(at.trustloom('explain --group STATS', {}, [...ask, 'customer name']))
  expect((await at.trustloom('explain --group LIMITED', {}, [...ask, 'customer name'])).status).toBe(3)
  await succeed(at.trustloom('explain --group LIMITED', {}, [...ask, '${x}']))
  const review = await at.trustloom('review environments cdktf.out --json')
  expect([review.status, (JSON.parse(review.stdout) as { gained: unknown[] }).gained]).toEqual([0, []])
})
