import { describe, expect, it } from "vitest";
import { frameAddress, serviceBase } from "../src/address";
import { postToApp, readAppMessage } from "../src/protocol";

const APP = "https://connect.example.com";
const frame = {} as Window;

function message(data: unknown, from: Partial<MessageEvent> = {}): MessageEvent {
  return { source: frame, origin: APP, data, ...from } as MessageEvent;
}

function said(data: object): unknown {
  return readAppMessage(message({ source: "authproxy", version: 1, ...data }), frame, APP);
}

describe("what the frame says", () => {
  it("is read when it comes from this frame and this origin", () => {
    expect(said({ type: "ready" })).toEqual({ type: "ready" });
    expect(said({ type: "connected", connection_id: "cxn_1", connector_id: "cxr_1", account: { name: "a@b.c" } })).toEqual({
      type: "connected",
      connection_id: "cxn_1",
      connector_id: "cxr_1",
      account: { name: "a@b.c" },
    });
    expect(said({ type: "sign_in_required", redirect_url: "https://app.example/login" })).toEqual({
      type: "sign_in_required",
      redirect_url: "https://app.example/login",
    });
  });

  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["the origin with another port", { origin: `${APP}:8443` }],
    ["the origin with another scheme", { origin: "http://connect.example.com" }],
    ["an opaque origin", { origin: "null" }],
    ["another window", { source: {} as Window }],
    ["no window", { source: null }],
  ])("is ignored from %s", (_, from) => {
    const ready = { source: "authproxy", version: 1, type: "ready" };
    expect(readAppMessage(message(ready, from), frame, APP)).toBeUndefined();
  });

  it("is ignored as long as there is no frame", () => {
    const ready = { source: "authproxy", version: 1, type: "ready" };
    expect(readAppMessage(message(ready, { source: null }), null, APP)).toBeUndefined();
  });

  it.each([
    ["another source", { source: "authproxy-host", version: 1, type: "ready" }],
    ["no source", { version: 1, type: "ready" }],
    ["a later version", { source: "authproxy", version: 2, type: "ready" }],
    ["the version as text", { source: "authproxy", version: "1", type: "ready" }],
    ["no version", { source: "authproxy", type: "ready" }],
    ["an unknown type", { source: "authproxy", version: 1, type: "navigate", url: "https://evil.example" }],
    ["no connection", { source: "authproxy", version: 1, type: "connected" }],
    ["text", "ready"],
    ["nothing", null],
    ["a list", ["authproxy", 1, "ready"]],
  ])("is ignored with %s", (_, data) => {
    expect(readAppMessage(message(data), frame, APP)).toBeUndefined();
  });

  it("cannot make the frame endless", () => {
    expect(said({ type: "resize", height: 641.2 })).toEqual({ type: "resize", height: 642 });
    expect(said({ type: "resize", height: 1e9 })).toEqual({ type: "resize", height: 20_000 });
    for (const height of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0, "100%", undefined]) {
      expect(said({ type: "resize", height })).toBeUndefined();
    }
  });
});

describe("what the host says", () => {
  it("goes to the frame's origin only, never to any", () => {
    const posted: unknown[] = [];
    const target = { postMessage: (...all: unknown[]) => posted.push(all) } as unknown as Window;

    postToApp(target, APP, { type: "token", token: "t" });

    expect(posted).toEqual([[{ source: "authproxy-host", version: 1, type: "token", token: "t" }, APP]]);
  });
});

describe("the frame's address", () => {
  it("names who embeds it and what is wished, and holds no token", () => {
    const base = serviceBase("https://connect.example.com/ap?auth_token=x#y");
    expect(base?.toString()).toBe("https://connect.example.com/ap/");
    expect(
      frameAddress(base as URL, "https://app.example", { connector: "cxr_1", lang: "", theme: { accent: "#0b7285" } }),
    ).toBe(
      "https://connect.example.com/ap/?embed=1&parent_origin=https%3A%2F%2Fapp.example&connector=cxr_1&accent=%230b7285",
    );
  });

  it.each(["", "connect.example.com", "javascript:alert(1)", "data:text/html,x", "/relative"])("is not %s", (src) => {
    expect(serviceBase(src)).toBeUndefined();
  });
});
