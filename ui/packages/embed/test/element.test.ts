import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AuthProxyMarketplace, connect, ConnectClosed } from "../src/index";

const APP = "https://connect.example.com";
let posted: [unknown, string][] = [];

/** A stand-in for the window in the frame: test pages load nothing. */
const inside = { postMessage: (data: unknown, origin: string) => posted.push([data, origin]) } as unknown as Window;

beforeEach(() => {
  posted = [];
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { configurable: true, get: () => inside });
});

afterEach(() => {
  document.body.replaceChildren();
});

function say(data: object, from: { source?: unknown; origin?: string } = {}): void {
  const event = new MessageEvent("message", { data: { source: "authproxy", version: 1, ...data } });
  Object.defineProperties(event, {
    source: { value: from.source ?? inside },
    origin: { value: from.origin ?? APP },
  });
  window.dispatchEvent(event);
}

function mount(attributes: Record<string, string> = {}): AuthProxyMarketplace {
  const element = document.createElement("authproxy-marketplace");
  for (const [name, value] of Object.entries({ src: APP, ...attributes })) {
    element.setAttribute(name, value);
  }
  document.body.append(element);
  return element;
}

function frameOf(element: Element): HTMLIFrameElement {
  return element.shadowRoot?.querySelector("iframe") as HTMLIFrameElement;
}

function heard(element: EventTarget, name: string): unknown[] {
  const details: unknown[] = [];
  element.addEventListener(name, (event) => details.push((event as CustomEvent).detail));
  return details;
}

describe("<authproxy-marketplace>", () => {
  it("frames the marketplace with what its attributes say", () => {
    const frame = frameOf(mount({ connector: "cxr_1", lang: "de", "color-scheme": "dark" }));

    const url = new URL(frame.src);
    expect(url.origin).toBe(APP);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      embed: "1",
      parent_origin: window.location.origin,
      connector: "cxr_1",
      lang: "de",
      color_scheme: "dark",
    });
    expect(frame.referrerPolicy).toBe("no-referrer");
  });

  it("tells the page what happened inside", () => {
    const element = mount();
    const connected = heard(document, "authproxy-connected");
    const ready = heard(element, "authproxy-ready");
    const closed = heard(element, "authproxy-closed");
    const failed = heard(element, "authproxy-error");

    say({ type: "ready" });
    say({ type: "connected", connection_id: "cxn_1", connector_id: "cxr_1", account: { id: "1", name: "Ada" } });
    say({ type: "closed", reason: "done" });
    say({ type: "error", code: "c", message: "m" });

    expect(ready).toEqual([{}]);
    expect(connected).toEqual([{ connectionId: "cxn_1", connectorId: "cxr_1", account: { id: "1", name: "Ada" } }]);
    expect(closed).toEqual([{ reason: "done" }]);
    expect(failed).toEqual([{ code: "c", message: "m" }]);
  });

  it("hears nobody else", async () => {
    const element = mount();
    element.getToken = vi.fn(() => Promise.resolve("secret"));
    const connected = heard(element, "authproxy-connected");

    say({ type: "connected", connection_id: "cxn_1" }, { origin: "https://evil.example" });
    say({ type: "connected", connection_id: "cxn_1" }, { source: window });
    say({ type: "connected", connection_id: "cxn_1", version: 2 });
    say({ type: "sign_in_required" }, { origin: "https://evil.example" });
    await Promise.resolve();

    expect(connected).toEqual([]);
    expect(element.getToken).not.toHaveBeenCalled();
    expect(posted).toEqual([]);
  });

  it("gives the frame a token when it asks, at its origin only", async () => {
    const element = mount();
    element.getToken = () => Promise.resolve("jwt");

    say({ type: "sign_in_required", redirect_url: "https://app.example/login" });
    await vi.waitFor(() => expect(posted).toHaveLength(1));

    expect(posted).toEqual([[{ source: "authproxy-host", version: 1, type: "token", token: "jwt" }, APP]]);
  });

  it("starts anew for the person the host means, whenever it learns of getToken", () => {
    const early = document.createElement("authproxy-marketplace");
    Object.defineProperty(early, "getToken", { value: () => Promise.resolve("jwt"), configurable: true, writable: true });
    early.setAttribute("src", APP);
    document.body.append(early);
    const late = mount();
    expect(new URL(frameOf(late).src).searchParams.get("fresh")).toBeNull();

    late.getToken = () => Promise.resolve("jwt");

    expect(new URL(frameOf(early).src).searchParams.get("fresh")).toBe("1");
    expect(new URL(frameOf(late).src).searchParams.get("fresh")).toBe("1");
  });

  it("asks for one token at a time and says when there is none", async () => {
    const element = mount();
    element.getToken = vi.fn(() => Promise.reject(new Error("private words")));
    const failed = heard(element, "authproxy-error");

    say({ type: "sign_in_required" });
    say({ type: "sign_in_required" });
    await vi.waitFor(() => expect(failed).toHaveLength(1));

    expect(element.getToken).toHaveBeenCalledTimes(1);
    expect(failed).toEqual([{ code: "get_token_failed", message: "getToken failed" }]);
    expect(posted).toEqual([]);
  });

  it("is as tall as its content", () => {
    const element = mount();

    say({ type: "resize", height: 512 });

    expect(frameOf(element).style.height).toBe("512px");
  });

  it("hands new looks and languages on without loading again", () => {
    const element = mount();
    const before = frameOf(element).src;
    say({ type: "ready" });

    element.setAttribute("accent", "#123456");
    element.setAttribute("lang", "ja");

    expect(frameOf(element).src).toBe(before);
    expect(posted.map(([data]) => data)).toEqual([
      { source: "authproxy-host", version: 1, type: "theme", theme: { accent: "#123456" } },
      { source: "authproxy-host", version: 1, type: "language", language: "ja" },
    ]);
  });

  it("opens nothing but web addresses", () => {
    const failed = heard(document, "authproxy-error");

    const element = mount({ src: "javascript:alert(1)" });

    expect(frameOf(element)).toBeFalsy();
    expect(failed).toMatchObject([{ code: "invalid_src" }]);
  });

  it("is deaf once it is gone", () => {
    const element = mount();
    const connected = heard(element, "authproxy-connected");
    element.remove();

    say({ type: "connected", connection_id: "cxn_1" });

    expect(connected).toEqual([]);
  });
});

describe("connect", () => {
  function dialog(): HTMLDialogElement | null | undefined {
    return document.body.querySelector("div")?.shadowRoot?.querySelector("dialog");
  }

  it("resolves with the connection and closes", async () => {
    const result = connect({ src: APP, connector: "cxr_1" });
    expect(dialog()?.open).toBe(true);

    say({ type: "connected", connection_id: "cxn_1", connector_id: "cxr_1" });

    await expect(result).resolves.toEqual({ connectionId: "cxn_1", connectorId: "cxr_1" });
    expect(dialog()).toBeFalsy();
  });

  it.each([
    ["inside", () => say({ type: "closed", reason: "cancelled" })],
    ["by the button", () => dialog()?.querySelector("button")?.click()],
    ["by the keyboard", () => dialog()?.dispatchEvent(new Event("cancel", { cancelable: true }))],
  ])("is rejected when the person closes it %s", async (_, close) => {
    const result = connect({ src: APP, connector: "cxr_1" });

    close();

    await expect(result).rejects.toBeInstanceOf(ConnectClosed);
    expect(dialog()).toBeFalsy();
  });
});
