'use strict'

const byId = (id) => document.getElementById(id)
const data = JSON.parse(byId('data').textContent)
const text = (number) => (number < 0 ? '' : data.texts[number])
const count = (amount, one) => `${String(amount).replace(/\B(?=(\d{3})+$)/g, ',')} ${one}${amount === 1 ? '' : 's'}`
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** An element; strings become text, never markup. */
function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children)
  return node
}

function directionOf(before, after) {
  if (before === after) return 'kept'
  return before < 0 ? 'gained' : after < 0 ? 'lost' : 'changed'
}

/** Of which columns and rows a path is on a side, where it is not of all: what limits it, and to what. */
function limitsOn(side, path) {
  const number = side === 'before' || path.after < 0 ? path.before : path.after
  const [columns, rows] = number < 0 ? [null, null] : data.facts[number]
  return [
    ...(columns === null ? [] : [['columns', columns.map(text).join(' ')]]),
    ...(rows === null ? [] : [['rows', text(rows)]]),
  ]
}

/** The order of the numbers is that of PATH_FIELDS in core/review/render/html/data.ts. */
const paths = data.paths.map(
  ([
    environment,
    group,
    dataset,
    service,
    role,
    resource,
    permission,
    before,
    after,
    risk,
    why,
    source,
    address,
    note,
  ]) => ({
    environment,
    group,
    dataset,
    service: text(service),
    role: text(role),
    resource: text(resource),
    permission: text(data.permissions[permission][0]),
    ability: data.permissions[permission][1],
    before,
    after,
    direction: directionOf(before, after),
    risk,
    why: data.why[why],
    source: text(source),
    address: text(address),
    note: text(note),
    words: '',
  }),
)
const environmentName = (path) => text(data.environments[path.environment].name)

/** What a column of the matrix is called. */
const columnWords = (path) => `${text(path.dataset)} ${environmentName(path)}`.toLowerCase()

/** What a search looks through; made when somebody first searches. */
function wordsOf(path) {
  path.words ||= [
    text(path.group),
    text(path.dataset),
    path.resource,
    path.role,
    path.service,
    path.permission,
    environmentName(path),
    path.source,
    path.address,
    path.note,
    ...['before', 'after'].flatMap((side) => limitsOn(side, path)).map(([, words]) => words),
  ]
    .join(' ')
    .toLowerCase()
  return path.words
}
