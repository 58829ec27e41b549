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
