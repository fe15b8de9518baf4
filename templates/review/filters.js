/** What somebody asked to see. */
function chosenFilters() {
  const risk = byId('filter-risk').value
  return {
    text: byId('filter-text').value.trim().toLowerCase(),
    column: byId('filter-column').value.trim().toLowerCase(),
    environment: byId('filter-environment').selectedOptions[0].textContent,
    anyEnvironment: byId('filter-environment').value === '',
    service: byId('filter-service').selectedOptions[0].textContent,
    anyService: byId('filter-service').value === '',
    risk: risk === '' ? 0 : Number(risk),
    direction: byId('filter-direction').value,
  }
}

const fits = (filters, path) =>
  path.risk >= filters.risk &&
  (filters.direction === '' || path.direction === filters.direction) &&
  (filters.anyEnvironment || environmentName(path) === filters.environment) &&
  (filters.anyService || path.service === filters.service) &&
  (filters.column === '' || columnWords(path).includes(filters.column)) &&
  (filters.text === '' || wordsOf(path).includes(filters.text))

/** Rows of the lists. What a row says nothing of does not hide it. */
const listed = [...document.querySelectorAll('[data-filter], [data-environment]')].map((node) => {
  const { filter, environment, risk } = node.dataset
  const row = filter ? JSON.parse(filter) : { environments: [environment] }
  return { node, ...row, risk: risk ? data.risks.indexOf(risk) : row.risk, words: '' }
})

function fitsRow(filters, row) {
  if (row.risk !== undefined && row.risk < filters.risk) return false
  if (row.direction && filters.direction !== '' && row.direction !== filters.direction) return false
  if (!filters.anyEnvironment && !row.environments.includes(filters.environment)) return false
  if (row.services && !filters.anyService && !row.services.includes(filters.service)) return false
  if (filters.text === '' && filters.column === '') return true
  row.words ||= row.node.textContent.toLowerCase()
  return row.words.includes(filters.text) && row.words.includes(filters.column)
}

/** Hides what does not fit, and parts of which nothing fits; says whether anything does. */
function filterLists(filters) {
  const parts = new Map()
  for (const row of listed) {
    const fits = fitsRow(filters, row)
    row.node.hidden = !fits
    const part = row.node.closest('section')
    parts.set(part, parts.get(part) || fits)
  }
  for (const [part, fits] of parts) part.hidden = !fits
  return [...parts.values()].includes(true)
}

function fillFilters() {
  const options = (id, names) => {
    const sorted = [...new Set(names)].filter((name) => name !== '').sort(compare)
    byId(id).append(...sorted.map((name, index) => element('option', { value: String(index) }, name)))
  }
  options(
    'filter-environment',
    data.environments.map(({ name }) => text(name)),
  )
  options(
    'filter-service',
    paths.map(({ service }) => service),
  )
  data.risks.forEach((risk, index) => {
    if (index === 0) return
    const isTop = index === data.risks.length - 1
    byId('filter-risk').append(element('option', { value: String(index) }, isTop ? risk : `${risk} or more`))
  })
}
