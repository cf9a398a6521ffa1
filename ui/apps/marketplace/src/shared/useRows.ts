import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState, type CSSProperties, type RefObject } from 'react'

/** Up to this many items are simply there: they can be searched with the browser, and cost nothing. */
export const MANY = 200

const AHEAD = 6

interface Rows {
  /** The items to draw: from one up to but without another. */
  from: number
  to: number
  /** What takes the room of the items that are not drawn. */
  room: CSSProperties | undefined
  /** Goes on the first item of each row, with `data-index`: rows are as tall as they are. */
  measure: ((element: Element | null) => void) | undefined
}

/** Which items of a long list are near the part of the page that is seen, for a list or a grid of `columns`. */
export function useRows(list: RefObject<HTMLElement | null>, count: number, columns: number, height: number, gap: number): Rows {
  const many = count > MANY
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (!many || list.current === null) return
    const element = list.current
    const place = () => setTop(Math.round(element.getBoundingClientRect().top + window.scrollY))
    place()
    // What stands above may grow, a notice for example.
    const observer = new ResizeObserver(place)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [list, many])
  const virtual = useWindowVirtualizer<Element>({
    count: many ? Math.ceil(count / columns) : 0,
    estimateSize: () => height,
    overscan: AHEAD,
    scrollMargin: top,
    gap,
  })
  if (!many) return { from: 0, to: count, room: undefined, measure: undefined }
  const rows = virtual.getVirtualItems()
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return { from: 0, to: 0, room: { paddingTop: virtual.getTotalSize() }, measure: undefined }
  return {
    from: first.index * columns,
    to: Math.min(count, (last.index + 1) * columns),
    room: { paddingTop: first.start - top, paddingBottom: virtual.getTotalSize() - (last.end - top) },
    measure: virtual.measureElement,
  }
}

/** How many columns a grid that fills its width has. */
export function useColumns(grid: RefObject<HTMLElement | null>, wanted: boolean): number {
  const [columns, setColumns] = useState(1)
  useLayoutEffect(() => {
    if (!wanted || grid.current === null) return
    const element = grid.current
    const count = () => setColumns(getComputedStyle(element).gridTemplateColumns.split(' ').length)
    count()
    const observer = new ResizeObserver(count)
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid, wanted])
  return columns
}

/** Where an item stands in a list of which only a part is drawn. */
export interface Place {
  at: number
  of: number
  /** A whole number for the first item of a row. */
  row: number
  measure: (element: Element | null) => void
}

/** Says to assistive technology and to the measuring what the drawn part alone does not. */
export function placed(place: Place | undefined) {
  if (place === undefined) return {}
  const list = { 'aria-posinset': place.at + 1, 'aria-setsize': place.of }
  return Number.isInteger(place.row) ? { ...list, 'data-index': place.row, ref: place.measure } : list
}
