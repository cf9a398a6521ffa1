let y = 0

if (typeof document !== 'undefined') {
  const note = (event: MouseEvent) => {
    // A click made by the keyboard has no place of its own: that of its button counts.
    const target = event.target instanceof Element ? event.target.getBoundingClientRect().top : 0
    y = event.clientY === 0 ? target : event.clientY
  }
  document.addEventListener('click', note, { capture: true, passive: true })
}

/** Where the last click was, in px from the top of the frame. */
export function lastPointerY(): number {
  return y
}
