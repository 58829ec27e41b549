import type { PolicyFinding } from "./evaluate.ts";

/** What people read: rule, resource and property path, what was found, what is allowed, why, and how to fix it. */
export function messageOf({ rule, resource, outcome, path, found, allowed }: PolicyFinding): string {
  const place = `${resource.name}${path === "" ? "" : `: ${path}`}`;
  if (outcome === "deferred") return `[${rule.id}] ${place}: deferred, not passed: ${found}.`;
  return [
    `[${rule.id}] ${place}`,
    `found:   ${found}`,
    `allowed: ${allowed}`,
    `why:     ${rule.why}`,
    `fix:     ${rule.fix}`,
  ].join("\n");
}

/** A message taken apart again, as it comes back from the engine. */
export type ReadMessage =
  | { outcome: "violated"; place: string; found: string; allowed: string; why: string; fix: string }
  | { outcome: "deferred"; place: string; reason: string };

/**
 * Reads what {@link messageOf} wrote, whatever the policy SDK puts before it; undefined for the message of another pack.
 */
export function readMessage(text: string): ReadMessage | undefined {
  const [, deferredPlace, reason] = DEFERRED.exec(text) ?? [];
  if (deferredPlace !== undefined && reason !== undefined)
    return { outcome: "deferred", place: deferredPlace, reason };
  const { place, found, allowed, why, fix } = VIOLATED.exec(text)?.groups ?? {};
  if (place === undefined || found === undefined || allowed === undefined) return undefined;
  return { outcome: "violated", place, found, allowed, why: why ?? "", fix: fix ?? "" };
}

const DEFERRED = /^\[[a-z-]+\] (.+): deferred, not passed: (.+)\.$/m;
const VIOLATED = new RegExp(
  [
    "^\\[[a-z-]+\\] (?<place>.+)",
    "found: {3}(?<found>[^]*?)",
    "allowed: (?<allowed>.*)",
    "why: {5}(?<why>.*)",
    "fix: {5}(?<fix>.*)$",
  ].join("\\n"),
  "m",
);
