// What the page is made of: numbers become texts and objects. The order of a path's numbers is that of PATH_FIELDS.
const data = JSON.parse(document.getElementById('data').textContent)
const { texts, risks, abilities } = data

const text = (number) => (number === -1 || number === null ? '' : texts[number])

const directionOf = (before, after) =>
  before === -1 ? 'gained' : after === -1 ? 'lost' : before === after ? 'same' : 'changed'

const paths = data.paths.map(
  ([environment, group, dataset, service, role, resource, permission, before, after, risk, why, source, address]) => ({
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
    direction: directionOf(before, after),
  }),
)

/** Compares as the rest of Trustloom does, whatever the browser's language. */
const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

const number = (amount) => String(amount).replace(/\B(?=(\d{3})+$)/g, ',')
const count = (amount, one, many = `${one}s`) => `${number(amount)} ${amount === 1 ? one : many}`

/** An element; what is in it is text or elements, and never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '')
    else if (value !== undefined && value !== false) made.setAttribute(key, value)
  }
  made.append(...children)
  return made
}

const riskBadge = (risk) => element('span', { class: `risk risk-${risks[risk]}` }, risks[risk])
