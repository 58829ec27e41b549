import { code } from "../markdown/code.ts";
import { details } from "../markdown/details.ts";
import { AMPLE_ROOM, bytes, fitting } from "../markdown/room.ts";
import { tableLines } from "../markdown/table.ts";
import { byImportance } from "../plan/importance.ts";
import { type PlannedResource, shortType } from "../plan/planned-resource.ts";
import type { Section } from "../section.ts";

/** More rows than this are folded away. */
const MAX_OPEN_ROWS = 15;
/** More rows than this are for the full text. */
const MAX_ROWS = 100;
const NAMED_PROPERTIES = 4;

/** Every resource that would change, by action. */
export const resources: Section = {
  render({ preview }, room) {
    if (preview.resources.length === 0) return undefined;
    const rows = byImportance(preview.resources).map(row);
    const [head = "", rule = "", ...lines] = tableLines(["action", "resource", "type", "properties"], rows);
    const heading = "### Resources";
    const folded = rows.length > MAX_OPEN_ROWS;
    const frame = bytes(
      [heading, head, rule, folded ? details(`${rows.length} resources`, "") : ""].join("\n\n"),
    );
    const most = room >= AMPLE_ROOM ? lines.length : MAX_ROWS;
    const all = fitting(lines, room - frame, "\n", more);
    const kept = all.length <= most ? all : [...all.slice(0, most), more(lines.length - most)];
    const whole = [head, rule, ...kept].join("\n");
    return [heading, folded ? details(`${rows.length} resources`, whole) : whole].join("\n\n");
  },
};

function more(left: number): string {
  return `| | and ${left} more | | |`;
}

const SIGNS = {
  delete: "➖ delete",
  discard: "➖ delete old copy",
  replace: "♻️ replace",
  update: "✏️ update",
  create: "➕ create",
  import: "📥 import",
};

function row({ action, name, type, changes }: PlannedResource): string[] {
  return [
    SIGNS[action],
    code(name),
    code(shortType(type)),
    action === "update" || action === "replace" ? named(changes) : "",
  ];
}

function named(changes: PlannedResource["changes"]): string {
  const names = changes.slice(0, NAMED_PROPERTIES).map(({ path }) => code(path));
  const left = changes.length - names.length;
  return [...names, ...(left > 0 ? [`and ${left} more`] : [])].join(", ");
}
