// The filters: what they ask, and which rows of the lists answer it.
const form = document.getElementById('filters')

/** What is asked for; texts in lower case, environment and service as they are shown. */
const filter = { text: '', environment: '', service: '', risk: 0, direction: '' }

function readFilter() {
  const values = new FormData(form)
  filter.text = String(values.get('text')).trim().toLowerCase()
  filter.environment = String(values.get('environment'))
  filter.service = String(values.get('service'))
  filter.risk = Number(values.get('risk'))
  filter.direction = String(values.get('direction'))
}

function fillSelects() {
  const fill = (name, numbers) => {
    const names = [...new Set([...numbers].map(text))].filter((each) => each !== '').sort(compareText)
    for (const each of names) form.elements[name].append(element('option', { value: each }, each))
  }
  fill('environment', new Set(data.environments.map(({ name }) => name)))
  fill('service', new Set(paths.map(({ service }) => service)))
}

const rows = [...document.querySelectorAll('[data-filter]')].map((item) => ({
  item,
  text: item.textContent.toLowerCase(),
  ...JSON.parse(item.dataset.filter),
}))

const rowAnswers = (row) =>
  (filter.text === '' || row.text.includes(filter.text)) &&
  (filter.environment === '' || row.environments.includes(filter.environment)) &&
  (filter.service === '' || row.services.includes(filter.service)) &&
  row.risk >= filter.risk &&
  (filter.direction === '' || row.direction === filter.direction)

/** Hides the rows that do not answer; returns how many do. */
function filterRows() {
  let shown = 0
  for (const row of rows) {
    const answers = rowAnswers(row)
    row.item.hidden = !answers
    if (answers) shown += 1
  }
  return shown
}

const lower = new Map()
/** Whether the text of one of these numbers has the words that are searched for. */
const anyHas = (numbers, words) =>
  numbers.some((each) => {
    if (each === -1) return false
    if (!lower.has(each)) lower.set(each, texts[each].toLowerCase())
    return lower.get(each).includes(words)
  })

const pathAnswers = (path) =>
  path.risk >= filter.risk &&
  (filter.direction === '' || path.direction === filter.direction) &&
  (filter.environment === '' || text(data.environments[path.environment].name) === filter.environment) &&
  (filter.service === '' || text(path.service) === filter.service) &&
  (filter.text === '' || anyHas([path.group, path.dataset, path.resource, path.role, path.service], filter.text))
