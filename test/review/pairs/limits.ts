import { pair, type Edit } from '../pair'

/** The share of the base, limited. */
const limited = (...keys: string[]): Edit => ['[subjects]', ['[subjects]', ...keys].join('\n        ')]
const second = (limit: string): Edit => [
  '        rows: "country = \'DK\'"\n',
  `        rows: "country = 'DK'"\n      - to: { group: STATISTICS }\n        tables: [subjects]\n        ${limit}\n`,
]
const DK = `rows: "country = 'DK'"`
const SELECT = 'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects SELECT'
const DESCRIBE = 'lab notebooks STATISTICS acme-lab-share-statistics trials.subjects DESCRIBE'

/** Columns and rows of a share: what is loosened, what is narrowed, and what only looks different. */
export const limits = [
  pair('a share is limited to all columns but one', {
    after: { 'lab.yaml': [limited('columns: { except: [ssn] }')] },
    lost: [DESCRIBE],
    changed: [`${SELECT} | all => columns country,id`],
  }),
  pair('a share is limited to one column', {
    after: { 'lab.yaml': [limited('columns: { only: [id] }')] },
    lost: [DESCRIBE],
    changed: [`${SELECT} | all => columns id`],
  }),
  pair('a limit on columns is removed', {
    before: { 'lab.yaml': [limited('columns: { except: [ssn] }')] },
    after: { 'lab.yaml': [['\n        columns: { except: [ssn] }', '']] },
    gained: [DESCRIBE],
    changed: [`${SELECT} | columns country,id => all`],
  }),
  pair('a limit on columns shows one more', {
    before: { 'lab.yaml': [limited('columns: { only: [id] }')] },
    after: { 'lab.yaml': [['only: [id]', 'only: [id, country]']] },
    changed: [`${SELECT} | columns id => columns country,id`],
  }),
  pair('a limit on columns shows one less', {
    before: { 'lab.yaml': [limited('columns: { except: [ssn] }')] },
    after: { 'lab.yaml': [['except: [ssn]', 'except: [country, ssn]']] },
    changed: [`${SELECT} | columns country,id => columns id`],
  }),
  pair('a limit on columns shows others', {
    before: { 'lab.yaml': [limited('columns: { only: [id, country] }')] },
    after: { 'lab.yaml': [['only: [id, country]', 'only: [id, ssn]']] },
    changed: [`${SELECT} | columns country,id => columns id,ssn`],
  }),
  pair('a limit on columns is said the other way round', {
    before: { 'lab.yaml': [limited('columns: { except: [ssn] }')] },
    after: { 'lab.yaml': [['except: [ssn]', 'only: [id, country]']] },
  }),
  pair('a column is added to a table that is shared but for one column', {
    before: { 'lab.yaml': [limited('columns: { except: [ssn] }')] },
    after: { 'lab.yaml': [['ssn: string', 'ssn: string, email: string']] },
    changed: [`${SELECT} | columns country,id => columns country,email,id`],
  }),
  pair('a column is added to a table of which some columns are shared', {
    before: { 'lab.yaml': [limited('columns: { only: [id] }')] },
    after: { 'lab.yaml': [['ssn: string', 'ssn: string, email: string']] },
  }),
  pair('a share is limited to some rows', {
    after: { 'lab.yaml': [limited(DK)] },
    lost: [DESCRIBE],
    changed: [`${SELECT} | all => rows country = 'DK'`],
  }),
  pair('a limit on rows is another', {
    before: { 'lab.yaml': [limited(DK)] },
    after: { 'lab.yaml': [[`country = 'DK'`, `country IN ('DK', 'SE')`]] },
    changed: [`${SELECT} | rows country = 'DK' => rows country IN ('DK', 'SE')`],
  }),
  pair('a limit on rows is removed', {
    before: { 'lab.yaml': [limited(DK)] },
    after: { 'lab.yaml': [[`\n        ${DK}`, '']] },
    gained: [DESCRIBE],
    changed: [`${SELECT} | rows country = 'DK' => all`],
  }),
  pair('a limit on rows has blanks around it', {
    before: { 'lab.yaml': [limited(DK)] },
    after: { 'lab.yaml': [[DK, `rows: "  country = 'DK' "`]] },
  }),
  pair('a share is limited in columns and rows', {
    after: { 'lab.yaml': [limited('columns: { only: [id, country] }', DK)] },
    lost: [DESCRIBE],
    changed: [`${SELECT} | all => columns country,id | rows country = 'DK'`],
  }),
  pair('of a limit on columns and rows that on rows is removed', {
    before: { 'lab.yaml': [limited('columns: { only: [id, country] }', DK)] },
    after: { 'lab.yaml': [[`\n        ${DK}`, '']] },
    changed: [`${SELECT} | columns country,id | rows country = 'DK' => columns country,id`],
  }),
  pair('a second entry shows further rows', {
    before: { 'lab.yaml': [limited(DK)] },
    after: { 'lab.yaml': [second(`rows: "country = 'SE'"`)] },
    changed: [`${SELECT} | rows country = 'DK' => rows (country = 'DK') OR (country = 'SE')`],
  }),
  pair('one of two entries is removed', {
    before: { 'lab.yaml': [limited(DK), second(`rows: "country = 'SE'"`)] },
    after: { 'lab.yaml': [[`\n      - to: { group: STATISTICS }\n        tables: [subjects]\n        ${DK}`, '']] },
    changed: [`${SELECT} | rows (country = 'DK') OR (country = 'SE') => rows country = 'SE'`],
  }),
  pair('a partitioned table is shared but for one column', {
    after: {
      'lab.yaml': [
        [
          '        tables: [subjects]\n',
          '        tables: [subjects]\n      - to: { group: STATISTICS }\n        tables: [visits]\n        columns: { except: [id] }\n',
        ],
      ],
    },
    gained: ['lab notebooks STATISTICS acme-lab-share-statistics trials.visits SELECT | columns visit,year'],
  }),
  pair('a limit comes to the readers of the environment', {
    after: { 'lab.yaml': [['tables: [visits]', 'tables: [visits]\n        columns: { only: [visit, year] }']] },
    lost: ['lab notebooks READERS acme-lab-reader trials.visits DESCRIBE'],
    changed: ['lab notebooks READERS acme-lab-reader trials.visits SELECT | all => columns visit,year'],
  }),
]
