import type { Connector } from '../api/types'

const CATEGORY = 'category'

/** The category that a connector's labels give it. */
export function categoryOf(connector: Pick<Connector, 'labels'>): string | undefined {
  const value = connector.labels?.[CATEGORY]
  return value === '' ? undefined : value
}

/** All categories with how many connectors each has, by name. */
export function categories(connectors: readonly Connector[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const connector of connectors) {
    const category = categoryOf(connector)
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b))
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Connectors that have every word of the query somewhere; those that begin with it come first, then by name. */
export function search(connectors: readonly Connector[], query: string, category: string | undefined): Connector[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  return connectors
    .filter((connector) => category === undefined || categoryOf(connector) === category)
    .filter((connector) => {
      const text = plain([connector.display_name, connector.highlight, connector.description, ...Object.values(connector.labels ?? {})].join(' '))
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => rank(a, first) - rank(b, first) || a.display_name.localeCompare(b.display_name))
}

function rank(connector: Connector, first: string): number {
  const name = plain(connector.display_name)
  return first === '' ? 0 : name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2
}

const SHORT = 120

/** One line about a connector: its highlight, else the beginning of its description without markdown. */
export function summary(connector: Pick<Connector, 'highlight' | 'description'>): string {
  if (connector.highlight !== undefined && connector.highlight !== '') return connector.highlight
  const text = (connector.description ?? '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>|~]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (text.length <= SHORT) return text
  return `${text.slice(0, SHORT).replace(/\s+\S*$/, '')} …`
}

/** "project-management" as a person would write it. */
export function categoryName(category: string): string {
  const words = category.replace(/[-_.]+/g, ' ')
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
