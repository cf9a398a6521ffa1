import type { Theme } from "./protocol";

/** What the host asks for, beside the address of the public service. */
export interface Wish {
  connector?: string;
  lang?: string;
  /** Whether a session that is already there does not count. */
  fresh?: boolean;
  theme: Theme;
}

/** The public service, with a slash at the end; nothing for what is no web address. */
export function serviceBase(src: string): URL | undefined {
  let url: URL;
  try {
    url = new URL(src);
  } catch {
    return undefined;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return undefined;
  }
  url.search = "";
  url.hash = "";
  if (!url.pathname.endsWith("/")) {
    url.pathname += "/";
  }
  return url;
}

/** Where the frame starts. No token is in it: addresses end up in histories and logs. */
export function frameAddress(base: URL, parentOrigin: string, wish: Wish): string {
  const url = new URL(base);
  const query = url.searchParams;
  query.set("embed", "1");
  query.set("parent_origin", parentOrigin);
  if (wish.fresh) {
    query.set("fresh", "1");
  }
  for (const [name, value] of Object.entries({ connector: wish.connector, lang: wish.lang, ...wish.theme })) {
    if (value !== undefined && value !== "") {
      query.set(name, value);
    }
  }
  return url.toString();
}
