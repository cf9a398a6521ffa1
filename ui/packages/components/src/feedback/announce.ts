let region: HTMLElement | null = null

function liveRegion(): HTMLElement {
  if (region === null || !region.isConnected) {
    region = document.createElement('div')
    region.setAttribute('role', 'status')
    region.setAttribute('aria-live', 'polite')
    region.className = 'ap-visually-hidden'
    document.body.append(region)
  }
  return region
}

/** Says something to screen readers that eyes see anyway. The region outlives the screen that speaks. */
export function announce(text: string): void {
  const place = liveRegion()
  place.textContent = ''
  // In its own turn, so that the same sentence twice is heard twice.
  setTimeout(() => {
    place.textContent = text
  }, 50)
}
