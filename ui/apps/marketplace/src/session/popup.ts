const WIDTH = 520
const HEIGHT = 720

/** A window of ours for a page of somebody else. */
export class Popup {
  private constructor(private readonly window: Window) {}

  /**
   * Opens an empty window. Only within the handler of a click, before anything is waited for: later the browser takes it for
   * an advertisement. Null: it does so anyway.
   */
  static open(title: string, message: string): Popup | null {
    const left = Math.max(0, window.screenX + (window.outerWidth - WIDTH) / 2)
    const top = Math.max(0, window.screenY + (window.outerHeight - HEIGHT) / 2)
    const features = `popup,width=${WIDTH},height=${HEIGHT},left=${Math.round(left)},top=${Math.round(top)}`
    const opened = window.open('about:blank', '_blank', features)
    if (opened === null || opened.closed) return null
    try {
      opened.document.title = title
      const line = opened.document.createElement('p')
      line.textContent = message
      line.style.font = '16px system-ui, sans-serif'
      line.style.margin = '32px'
      opened.document.body.append(line)
    } catch {
      // It is only there for the second until the other page comes.
    }
    return new Popup(opened)
  }

  /** Gone, or no longer ours to see: a page may cut the line to its opener. */
  get closed(): boolean {
    return this.window.closed
  }

  go(url: string): void {
    this.window.location.replace(url)
  }

  focus(): void {
    this.window.focus()
  }

  close(): void {
    this.window.close()
  }
}
