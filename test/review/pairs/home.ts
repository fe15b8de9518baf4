import { pair, type Edit } from '../pair'

const HOME = `home:
  bucket: acme-home
  services: [notebooks]
  groups: [EMPLOYEES]
`
const withHome: Edit = ['datasets:\n', `${HOME}datasets:\n`]
const WRITES = 's3:DeleteObject,s3:GetObject,s3:PutObject'
const all = (group: string, facts = ''): string[] => [
  `lab notebooks ${group} acme-lab-home s3://acme-home/public/ s3:GetObject${facts}`,
  `lab notebooks ${group} acme-lab-home s3://acme-home/home/department/<department>/,s3://acme-home/home/user/<initials>/,s3://acme-home/public/department/<department>/,s3://acme-home/public/user/<initials>/ ${WRITES}${facts}`,
]

/** Storage in which each user and each department has a folder. */
export const home = [
  pair('home storage is added', { after: { 'lab.yaml': [withHome] }, gained: all('EMPLOYEES') }),
  pair('home storage is removed', {
    before: { 'lab.yaml': [withHome] },
    after: { 'lab.yaml': [[HOME, '']] },
    lost: all('EMPLOYEES'),
  }),
  pair('a further group has home storage', {
    before: { 'lab.yaml': [withHome] },
    after: { 'lab.yaml': [['[EMPLOYEES]', '[EMPLOYEES, GUESTS]']] },
    gained: all('GUESTS'),
  }),
  pair('home storage is reached through one more service', {
    before: { 'lab.yaml': [withHome, ['services: [notebooks]\npersonas', 'services: [notebooks, portal]\npersonas']] },
    after: { 'lab.yaml': [['  services: [notebooks]', '  services: [notebooks, portal]']] },
    gained: all('EMPLOYEES').map((each) => each.replace('notebooks', 'portal')),
  }),
  pair('departments write their folders', {
    before: {
      'lab.yaml': [
        withHome,
        ['[EMPLOYEES]', '[EMPLOYEES]\n  departmentWrite: readonly\n  departmentWriters: [EMPLOYEES]'],
      ],
    },
    after: { 'lab.yaml': [['  departmentWrite: readonly\n  departmentWriters: [EMPLOYEES]\n', '']] },
    lost: all('EMPLOYEES').map((each) => each.replace('acme-lab-home', 'acme-lab-home-writers')),
    gained: [
      'lab notebooks EMPLOYEES acme-lab-home s3://acme-home/home/department/<department>/,s3://acme-home/public/department/<department>/ s3:DeleteObject,s3:PutObject',
    ],
  }),
  pair('sessions of home storage last longer', {
    before: { 'lab.yaml': [withHome] },
    after: { 'lab.yaml': [['[EMPLOYEES]', '[EMPLOYEES]\n  sessionHours: 12']] },
    changed: all('EMPLOYEES', ' | hours 1 => hours 12'),
  }),
  pair('folders of home storage are named by another session tag', {
    before: { 'lab.yaml': [withHome] },
    after: { 'lab.yaml': [['[EMPLOYEES]', '[EMPLOYEES]\n  attributes: { user: email, department: department }']] },
    gained: [
      `lab notebooks EMPLOYEES acme-lab-home s3://acme-home/home/user/<email>/,s3://acme-home/public/user/<email>/ ${WRITES}`,
    ],
    lost: [
      `lab notebooks EMPLOYEES acme-lab-home s3://acme-home/home/user/<initials>/,s3://acme-home/public/user/<initials>/ ${WRITES}`,
    ],
  }),
]
