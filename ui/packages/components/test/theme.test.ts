import { describe, expect, test } from 'vitest'
import { contrast, DARK, DEFAULT_ACCENT, deriveAccent, LIGHT, parseColor } from '../src/index'
import { fontStack, isSafeImage, type Surface } from '../src/theme/tokens'

const color = (text: string) => {
  const parsed = parseColor(text)
  if (parsed === null) throw new Error(text)
  return parsed
}
const ACCENTS = ['#3451d1', '#ffeb3b', '#000', '#fff', '#808080', '#ff0000', '#00ff88', '#767676', '#c0ffee', '#0b1021']
const SURFACES: [string, Surface][] = [['light', LIGHT], ['dark', DARK]]

describe.each(SURFACES)('on %s', (_, surface) => {
  test.each(ACCENTS)('%s becomes colours that can be read', (accent) => {
    const derived = deriveAccent(accent, color(surface.page))
    expect(contrast(color(derived.onFill), color(derived.fill))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(color(derived.text), color(surface.page))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(color(derived.text), color(derived.subtle))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(color(derived.ring), color(surface.page))).toBeGreaterThanOrEqual(3)
  })

  test('texts and states can be read on every surface', () => {
    const texts = [surface.text, surface.textQuiet, surface.ok, surface.attention, surface.failed]
    for (const text of texts) {
      for (const ground of [surface.page, surface.card, surface.sunken]) {
        expect(contrast(color(text), color(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(color(surface.borderStrong), color(surface.card))).toBeGreaterThanOrEqual(3)
  })
})

test('an accent that cannot be read falls back to the default', () => {
  const page = color(LIGHT.page)
  expect(deriveAccent('red; background: url(x)', page)).toEqual(deriveAccent(DEFAULT_ACCENT, page))
  expect(deriveAccent(undefined, page)).toEqual(deriveAccent(DEFAULT_ACCENT, page))
})

test('a font is a list of names and nothing else', () => {
  expect(fontStack('Open Sans, serif')).toMatch(/^"Open Sans", serif, /)
  expect(fontStack('x; } body { display: none')).toBe(fontStack(undefined))
})

test('images are https, inline, or from here', () => {
  expect(['https://x.example/l.png', '/logo.svg', 'data:image/png;base64,AA'].every(isSafeImage)).toBe(true)
  expect(['javascript:alert(1)', '//x.example/l.png', 'http://x.example/l.png', 'data:text/html,x'].some(isSafeImage)).toBe(false)
})
