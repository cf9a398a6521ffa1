import { connect, ConnectClosed } from "./connect";
import { AuthProxyMarketplace } from "./element";

export type { ConnectOptions, Connected } from "./connect";
export type { GetToken } from "./element";
export { AuthProxyMarketplace, connect, ConnectClosed };

declare global {
  interface Window {
    AuthProxy?: { connect: typeof connect; ConnectClosed: typeof ConnectClosed };
  }
  interface HTMLElementTagNameMap {
    "authproxy-marketplace": AuthProxyMarketplace;
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src) {
  AuthProxyMarketplace.defaultSrc = new URL(".", script.src).toString();
}
if (!customElements.get("authproxy-marketplace")) {
  customElements.define("authproxy-marketplace", AuthProxyMarketplace);
}
window.AuthProxy = { connect, ConnectClosed };
