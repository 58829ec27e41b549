import { code } from "../markdown/code.ts";
import { AMPLE_ROOM, bytes, fitting, shortened } from "../markdown/room.ts";
import { tableLines } from "../markdown/table.ts";
import { accessChanges } from "../plan/access-changes.ts";
import { type Noticed, noticedChanges } from "../plan/noticed-changes.ts";
import type { PlannedResource } from "../plan/planned-resource.ts";
import { changedServices } from "../plan/service-view.ts";
import type { Section } from "../section.ts";

const MAX_CHARACTERS = 160;
/** Rows of one service in a comment; more are for the full text. */
const MAX_ROWS = 40;

/** What users and operators of a service notice: image, revision, limits, variables, secrets, access. */
export const forUsers: Section = {
  render({ preview }, room) {
    const rows = [
      ...changedServices(preview.resources).flatMap((service) => serviceRows(service, room)),
      ...accessChanges(preview.resources).map((change) => row("access", change)),
    ];
    if (rows.length === 0) return undefined;
    const heading = "### What changes for users";
    const [head = "", rule = "", ...lines] = tableLines(["", "", "now", "after"], rows);
    const left = room - bytes([heading, head, rule].join("\n\n"));
    const kept = fitting(lines, left, "\n", (count) => `| | and ${count} more | | |`);
    return [heading, [head, rule, ...kept].join("\n")].join("\n\n");
  },
};

function serviceRows(service: PlannedResource, room: number): string[][] {
  const name = String((service.after ?? service.before)?.inputs.name ?? service.name);
  const rows = noticedChanges(service).map((change, position) =>
    row(position === 0 ? code(name) : "", change),
  );
  if (room >= AMPLE_ROOM || rows.length <= MAX_ROWS) return rows;
  return [...rows.slice(0, MAX_ROWS), ["", `and ${rows.length - MAX_ROWS} more`, "", ""]];
}

function row(subject: string, { what, name, now, after, hidden }: Noticed): string[] {
  const thing = name === undefined ? what : `${what} ${code(name)}`.trim();
  return [subject, thing, cell(now), `${cell(after)}${hidden ? " (changes, not shown)" : ""}`];
}

function cell(text: string | undefined): string {
  return text === undefined ? "–" : code(shortened(text, MAX_CHARACTERS));
}
