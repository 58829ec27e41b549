import { isDeepStrictEqual } from "node:util";
import { isMap, type PropertyMap } from "../plugin/property-value.ts";
import type { PropertyDiff } from "../plugin/provider.ts";

/** What changed against the inputs that the state remembers; logins change often and are no reason to build. */
export function diffImage(state: PropertyMap, news: PropertyMap): PropertyDiff[] {
  const olds = isMap(state.__inputs) ? state.__inputs : {};
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names].flatMap((name): PropertyDiff[] => {
    const [before, after] = [olds[name], news[name]];
    if (isDeepStrictEqual(before, after) || (name === "registry" && sameServer(before, after))) return [];
    const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
    return [{ path: name, kind, replaces: false, ofInputs: true }];
  });
}

function sameServer(before: unknown, after: unknown): boolean {
  return isMap(before) && isMap(after) && before.server === after.server;
}
