import { code } from "../markdown/code.ts";
import { bytes, fitting, shortened } from "../markdown/room.ts";
import { tableLines } from "../markdown/table.ts";
import { redact } from "../redaction/redact.ts";
import type { Section } from "../section.ts";

const MAX_CHARACTERS = 120;

/** What somebody changed by hand in staging: this deployment would not know of it, or would undo it. */
export const drift: Section = {
  render({ drift: found }, room) {
    if (!found) return undefined;
    const heading = "### Drift";
    if ("fault" in found) return unanswered(heading, found.fault);
    const real = found.differences.filter((difference) => difference.class === "drift");
    if (real.length === 0) return undefined;
    const intro = "Changed by hand, behind this program's back; `stage drift` tells more.";
    const rows = real.map(({ resource, property, from, to, by }) => [
      code(resource),
      property === "" ? "" : code(property),
      code(shown(from)),
      code(shown(to)),
      by === null ? "" : code(redact(by)),
    ]);
    const [head = "", rule = "", ...lines] = tableLines(["", "property", "declared", "live", "by"], rows);
    const left = room - bytes([heading, intro, head, rule].join("\n\n"));
    const kept = fitting(lines, left, "\n", (count) => `| and ${count} more | | | | |`);
    return [heading, intro, [head, rule, ...kept].join("\n")].join("\n\n");
  },
};

/** That nothing is deployed yet is no news to whoever is about to do it. */
function unanswered(
  heading: string,
  { code: why, summary }: { code: string; summary: string },
): string | undefined {
  if (why === "nothing-deployed") return undefined;
  return [heading, `Whether somebody changed staging by hand is not known: ${shown(summary)}`].join("\n\n");
}

function shown(text: string): string {
  return shortened(redact(text), MAX_CHARACTERS);
}
