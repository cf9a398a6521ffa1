import { styled, type AuthProxyMarketplace, type GetToken } from "./element";
import type { Account } from "./protocol";

export interface ConnectOptions {
  /** Address of AuthProxy's public service; default: where this script came from. */
  src?: string;
  /** Id of the connector, `cxr_...`. */
  connector: string;
  getToken?: GetToken;
  lang?: string;
  colorScheme?: string;
  accent?: string;
  radius?: string;
  font?: string;
  logo?: string;
  /** Text of the button that closes the dialog, for screen readers. */
  closeLabel?: string;
}

export interface Connected {
  connectionId: string;
  connectorId: string;
  account?: Account;
}

/** Rejects `connect` when the person closes the dialog without connecting. */
export class ConnectClosed extends Error {
  readonly code = "closed";

  constructor() {
    super("closed without connecting");
    this.name = "ConnectClosed";
  }
}

const STYLE = `
  dialog {
    border: 0; border-radius: 12px; box-shadow: 0 8px 40px rgb(0 0 0 / 25%); box-sizing: border-box;
    max-height: calc(100dvh - 32px); max-width: none; overflow: auto; padding: 16px 20px; width: min(520px, calc(100vw - 32px));
  }
  dialog::backdrop { background: rgb(0 0 0 / 45%); }
  button {
    align-items: center; background: transparent; border: 0; border-radius: 8px; color: GrayText; cursor: pointer;
    display: flex; font: 24px/1 system-ui, sans-serif; height: 44px; justify-content: center; position: absolute;
    right: 4px; top: 4px; width: 44px; z-index: 1;
  }
  button:focus-visible { outline: 2px solid Highlight; }
`;

/** Opens a dialog in which a person connects one service; resolves with the connection. */
export function connect(options: ConnectOptions): Promise<Connected> {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  styled(root, STYLE);
  const dialog = document.createElement("dialog");
  const close = closeButton(options);
  dialog.append(close, marketplace(options));
  root.append(dialog);
  document.body.append(host);

  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      // Gives the focus back to what had it before.
      dialog.close();
      host.remove();
      settle();
    };
    const abandon = (): void => finish(() => reject(new ConnectClosed()));
    dialog.addEventListener("authproxy-connected", (event) =>
      finish(() => resolve((event as CustomEvent<Connected>).detail)),
    );
    dialog.addEventListener("authproxy-closed", abandon);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      abandon();
    });
    close.addEventListener("click", abandon);
    dialog.showModal();
  });
}

function closeButton(options: ConnectOptions): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "\u00d7";
  button.setAttribute("aria-label", options.closeLabel ?? "Close");
  return button;
}

function marketplace(options: ConnectOptions): AuthProxyMarketplace {
  const element = document.createElement("authproxy-marketplace") as AuthProxyMarketplace;
  element.getToken = options.getToken;
  const { src, connector, lang, colorScheme, accent, radius, font, logo } = options;
  const attributes = { src, connector, lang, "color-scheme": colorScheme, accent, radius, font, logo };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  return element;
}
