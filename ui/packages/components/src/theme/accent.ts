import { contrast, luminance, mix, parseColor, toHex, type Rgb } from './color'

/** The colours that one accent becomes on one background, each with enough contrast for what it is used for. */
export interface Accent {
  /** Fill of the main button. */
  fill: string
  fillHover: string
  /** Text on `fill`, at least 4.5:1. */
  onFill: string
  /** Links and accented text on the page, at least 4.5:1. */
  text: string
  /** Quiet background of something chosen. */
  subtle: string
  subtleHover: string
  /** Focus ring and borders of what is chosen, at least 3:1. */
  ring: string
}

export const DEFAULT_ACCENT = '#3451d1'

const TEXT_CONTRAST = 4.5
const SHAPE_CONTRAST = 3
const BLACK: Rgb = { r: 0, g: 0, b: 0 }
const WHITE: Rgb = { r: 255, g: 255, b: 255 }
const STEPS = 50

/** The nearest colour on the way to black or white that has the wanted contrast with the background. */
export function withContrast(color: Rgb, background: Rgb, wanted: number): Rgb {
  const towards = luminance(background) > 0.18 ? BLACK : WHITE
  for (let step = 0; step <= STEPS; step++) {
    // Rounded as it will be shown, so that the promise holds for the colour on the screen.
    const candidate = rounded(mix(color, towards, step / STEPS))
    if (contrast(candidate, background) >= wanted) return candidate
  }
  return towards
}

function rounded({ r, g, b }: Rgb): Rgb {
  return { r: Math.round(r), g: Math.round(g), b: Math.round(b) }
}

/** White wherever it can be read, since it looks calmer on most accents; else near-black. */
function textOn(fill: Rgb): Rgb {
  return contrast(WHITE, fill) >= TEXT_CONTRAST ? WHITE : { r: 17, g: 19, b: 24 }
}

/**
 * Derives all accent colours for a background.
 *
 * @param accent a colour as text; one that cannot be read falls back to the default accent
 * @param background the page's background
 */
export function deriveAccent(accent: string | undefined, background: Rgb): Accent {
  const base = (accent === undefined ? null : parseColor(accent)) ?? (parseColor(DEFAULT_ACCENT) as Rgb)
  const visible = withContrast(base, background, SHAPE_CONTRAST)
  const onFill = textOn(visible)
  // A middle tone on which neither text colour can be read is moved until one can.
  const fill = withContrast(visible, onFill, TEXT_CONTRAST)
  const hover = mix(fill, onFill === WHITE ? BLACK : WHITE, 0.12)
  const dark = luminance(background) < 0.18
  const subtle = rounded(mix(background, base, dark ? 0.16 : 0.08))
  return {
    fill: toHex(fill),
    fillHover: toHex(hover),
    onFill: toHex(onFill),
    // Accented text also stands on the quiet background, which is the harder of the two.
    text: toHex(withContrast(base, subtle, TEXT_CONTRAST)),
    subtle: toHex(subtle),
    subtleHover: toHex(mix(background, base, dark ? 0.24 : 0.13)),
    ring: toHex(visible),
  }
}
