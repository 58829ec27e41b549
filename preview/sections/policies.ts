import { code } from "../markdown/code.ts";
import { bytes, fitting, shortened } from "../markdown/room.ts";
import { tableLines } from "../markdown/table.ts";
import type { PolicyResult } from "../plan/engine-preview.ts";
import type { Section } from "../section.ts";

const MAX_CHARACTERS = 300;

/** What the policies refuse and warn of, each with the fix. */
export const policies: Section = {
  render({ preview }, room) {
    const results = [...preview.policies].sort((a, b) => Number(b.mandatory) - Number(a.mandatory));
    const rows = results.filter(({ deferred }) => !deferred).map(row);
    const undecided = deferredLine(results.filter(({ deferred }) => deferred));
    if (rows.length === 0 && undecided === undefined) return undefined;
    const heading = "### Policies";
    const [head = "", rule = "", ...lines] = tableLines(["", "policy", "found", "allowed", "fix"], rows);
    const left = room - bytes([heading, head, rule, undecided ?? ""].join("\n\n"));
    const kept = fitting(lines, left, "\n", (count) => `| | and ${count} more | | | |`);
    const whole = rows.length === 0 ? [] : [[head, rule, ...kept].join("\n")];
    return [heading, ...whole, ...(undecided === undefined ? [] : [undecided])].join("\n\n");
  },
};

function row({ policy, mandatory, resource, message }: PolicyResult): string[] {
  const { place, found, allowed, fix } = partsOf(message, policy);
  const where = [resource === undefined ? [] : code(resource), place === undefined ? [] : code(place)].flat();
  return [
    mandatory ? "❌ refused" : "⚠️ warning",
    [`**${code(policy)}**`, ...where].join("<br>"),
    cell(found ?? message),
    cell(allowed),
    cell(fix),
  ];
}

function cell(text: string | undefined): string {
  return text === undefined ? "" : code(shortened(text, MAX_CHARACTERS));
}

interface MessageParts {
  /** Property path. */
  place: string | undefined;
  found: string | undefined;
  allowed: string | undefined;
  fix: string | undefined;
}

/** The parts of a message of the staging pack; one of another pack has none, and is shown whole. */
function partsOf(message: string, policy: string): MessageParts {
  const part = (name: string) => new RegExp(`^${name}: +(.+)$`, "m").exec(message)?.[1];
  const place = message.split("\n").find((line) => line.startsWith(`[${policy}] `));
  return {
    place: place === undefined ? undefined : /: (.+)$/.exec(place)?.[1],
    found: part("found"),
    allowed: part("allowed"),
    fix: part("fix"),
  };
}

function deferredLine(deferred: readonly PolicyResult[]): string | undefined {
  if (deferred.length === 0) return undefined;
  const names = [...new Set(deferred.map(({ policy }) => code(policy)))].join(", ");
  return `Not judged yet, because the values are known only after deploy: ${names}.`;
}
