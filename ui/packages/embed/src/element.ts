import { frameAddress, serviceBase } from "./address";
import { postToApp, readAppMessage, type AppMessage, type HostMessage, type Theme } from "./protocol";

/** Asks the host's backend for a hand-off token of the person that is signed in there. */
export type GetToken = () => Promise<string>;

const THEME_ATTRIBUTES: Record<string, keyof Theme> = {
  "color-scheme": "color_scheme",
  accent: "accent",
  radius: "radius",
  font: "font",
  logo: "logo",
};

const STYLE = `
  :host { display: block; }
  :host([hidden]) { display: none; }
  iframe { border: 0; display: block; width: 100%; min-height: 320px; color-scheme: normal; }
`;

/**
 * `<authproxy-marketplace src="https://connect.example.com">`: the marketplace in a frame that is as tall as its content.
 * Tells the page by the events authproxy-ready, -connected, -closed and -error.
 */
export class AuthProxyMarketplace extends HTMLElement {
  static readonly observedAttributes = ["src", "connector", "lang", ...Object.keys(THEME_ATTRIBUTES)];

  /** Where `src` is not given: the service this script came from. */
  static defaultSrc = "";

  #getToken: GetToken | undefined;
  #frame: HTMLIFrameElement | undefined;
  #origin = "";
  #ready = false;
  #asking = false;
  readonly #listener = (event: MessageEvent): void => this.#receive(event);

  /**
   * Asked when the frame starts and when its session has ended. With it, the person in the frame is always the one the
   * host means: a session that somebody else has left in this browser does not count.
   */
  get getToken(): GetToken | undefined {
    return this.#getToken;
  }

  set getToken(ask: GetToken | undefined) {
    const late = !this.#getToken && ask && this.#frame;
    this.#getToken = ask;
    if (late) {
      this.#open();
    }
  }

  connectedCallback(): void {
    this.#adoptEarlierGetToken();
    window.addEventListener("message", this.#listener);
    this.#open();
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.#listener);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.#frame || before === after) {
      return;
    }
    if (name === "src" || name === "connector") {
      this.#open();
    } else if (this.#ready) {
      this.#tellLooks(name);
    }
  }

  /** A page may have set the property before this script came; then it hides ours. */
  #adoptEarlierGetToken(): void {
    const earlier = Object.getOwnPropertyDescriptor(this, "getToken");
    if (earlier) {
      Reflect.deleteProperty(this, "getToken");
      this.#getToken = earlier.value as GetToken | undefined;
    }
  }

  #open(): void {
    const base = serviceBase(this.getAttribute("src") ?? AuthProxyMarketplace.defaultSrc);
    if (!base) {
      this.#emit("error", { code: "invalid_src", message: "src must be the address of AuthProxy's public service" });
      return;
    }
    this.#ready = false;
    this.#origin = base.origin;
    const frame = this.#frame ?? this.#newFrame();
    frame.src = frameAddress(base, window.location.origin, {
      ...this.#named("connector"),
      ...this.#named("lang"),
      fresh: this.#getToken !== undefined,
      theme: this.#theme(),
    });
    if (!frame.isConnected) {
      this.shadowRoot?.append(frame);
    }
    this.#frame = frame;
  }

  #newFrame(): HTMLIFrameElement {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    styled(root, STYLE);
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("aria-label") ?? "Connections";
    frame.referrerPolicy = "no-referrer";
    frame.allow = "clipboard-write";
    return frame;
  }

  #named(name: "connector" | "lang"): { connector?: string; lang?: string } {
    const value = this.getAttribute(name);
    return value ? { [name]: value } : {};
  }

  #theme(): Theme {
    const theme: Theme = {};
    for (const [attribute, member] of Object.entries(THEME_ATTRIBUTES)) {
      const value = this.getAttribute(attribute);
      if (value) {
        theme[member] = value;
      }
    }
    return theme;
  }

  #receive(event: MessageEvent): void {
    const message = readAppMessage(event, this.#frame?.contentWindow ?? null, this.#origin);
    if (message) {
      this.#act(message);
    }
  }

  #act(message: AppMessage): void {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#emit("ready", {});
        break;
      case "connected":
        this.#emit("connected", {
          connectionId: message.connection_id,
          connectorId: message.connector_id,
          ...(message.account ? { account: message.account } : {}),
        });
        break;
      case "closed":
        this.#emit("closed", { reason: message.reason });
        break;
      case "error":
        this.#emit("error", { code: message.code, message: message.message });
        break;
      case "resize":
        if (this.#frame) {
          this.#frame.style.height = `${message.height}px`;
        }
        break;
      case "sign_in_required":
        void this.#signIn();
        break;
    }
  }

  /** Without `getToken` the frame shows by itself how to sign in. */
  async #signIn(): Promise<void> {
    if (!this.#getToken || this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      this.#post({ type: "token", token: await this.#getToken() });
    } catch {
      this.#emit("error", { code: "get_token_failed", message: "getToken failed" });
    } finally {
      this.#asking = false;
    }
  }

  #tellLooks(attribute: string): void {
    if (attribute === "lang") {
      this.#post({ type: "language", language: this.getAttribute("lang") ?? "" });
    } else {
      this.#post({ type: "theme", theme: this.#theme() });
    }
  }

  #post(message: HostMessage): void {
    postToApp(this.#frame?.contentWindow ?? null, this.#origin, message);
  }

  #emit(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`authproxy-${name}`, { detail, bubbles: true, composed: true }));
  }
}

/** A style sheet that a host's content security policy does not have to allow, as a style element would. */
export function styled(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}
