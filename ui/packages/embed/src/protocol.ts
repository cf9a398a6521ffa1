/** The messages between a host's page and the framed marketplace (docs/embedding.md). */

export const VERSION = 1;

export interface Theme {
  accent?: string;
  radius?: string;
  font?: string;
  logo?: string;
  color_scheme?: string;
}

export interface Account {
  id?: string;
  name?: string;
}

/** What the marketplace says. */
export type AppMessage =
  | { type: "ready" }
  | { type: "connected"; connection_id: string; connector_id: string; account?: Account }
  | { type: "closed"; reason: string }
  | { type: "error"; code: string; message: string }
  | { type: "resize"; height: number }
  | { type: "sign_in_required"; redirect_url?: string };

/** What the host says. */
export type HostMessage =
  | { type: "token"; token: string }
  | { type: "theme"; theme: Theme }
  | { type: "language"; language: string };

const TALLEST = 20_000;

/**
 * The message, or nothing: other frames, extensions and the page itself post messages as well. It must come from this
 * very frame, and the frame must still show the origin we opened.
 */
export function readAppMessage(event: MessageEvent, frame: Window | null, origin: string): AppMessage | undefined {
  if (frame === null || event.source !== frame || event.origin !== origin) {
    return undefined;
  }
  const data = event.data as Record<string, unknown> | null;
  if (typeof data !== "object" || data === null || data["source"] !== "authproxy" || data["version"] !== VERSION) {
    return undefined;
  }
  return parse(data);
}

function parse(data: Record<string, unknown>): AppMessage | undefined {
  switch (data["type"]) {
    case "ready":
      return { type: "ready" };
    case "connected":
      return connected(data);
    case "closed":
      return { type: "closed", reason: text(data["reason"]) };
    case "error":
      return { type: "error", code: text(data["code"]), message: text(data["message"]) };
    case "resize":
      return resize(data["height"]);
    case "sign_in_required":
      return typeof data["redirect_url"] === "string"
        ? { type: "sign_in_required", redirect_url: data["redirect_url"] }
        : { type: "sign_in_required" };
    default:
      return undefined;
  }
}

function connected(data: Record<string, unknown>): AppMessage | undefined {
  const connection = data["connection_id"];
  if (typeof connection !== "string" || connection === "") {
    return undefined;
  }
  const message = { type: "connected" as const, connection_id: connection, connector_id: text(data["connector_id"]) };
  const account = data["account"];
  return typeof account === "object" && account !== null ? { ...message, account: account as Account } : message;
}

function resize(height: unknown): AppMessage | undefined {
  return typeof height === "number" && Number.isFinite(height) && height > 0
    ? { type: "resize", height: Math.min(Math.ceil(height), TALLEST) }
    : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Posts to the frame, but only while it shows this origin: a token must not reach a page it was led to. */
export function postToApp(frame: Window | null, origin: string, message: HostMessage): void {
  frame?.postMessage({ source: "authproxy-host", version: VERSION, ...message }, origin);
}
