import { codeBlock } from "../markdown/code.ts";
import { details } from "../markdown/details.ts";
import { AMPLE_ROOM, bytes, fitting, shortened } from "../markdown/room.ts";
import { byImportance } from "../plan/importance.ts";
import type { PlannedResource, PropertyChange } from "../plan/planned-resource.ts";
import type { Section } from "../section.ts";

/** Values longer than this are cut; the full text, which has room for all, cuts later. */
const MAX_CHARACTERS = 300;
const MAX_CHARACTERS_OF_ALL = 10_000;

/** The properties that change, old above new, in the order of importance; the first to be shortened. */
export const differences: Section = {
  render({ preview }, room) {
    const changed = byImportance(preview.resources).filter(({ changes }) => changes.length > 0);
    if (changed.length === 0) return undefined;
    const longest = room >= AMPLE_ROOM ? MAX_CHARACTERS_OF_ALL : MAX_CHARACTERS;
    const title = "Every property that changes, old above new";
    const left = room - bytes(details(title, codeBlock([], "diff"))) - 2;
    const blocks = changed.map((resource) => block(resource, longest));
    const kept = fitting(blocks, left, "\n\n", (count) => `and ${count} more resources`);
    return details(title, kept.join("\n\n"));
  },
};

function block({ action, type, name, changes }: PlannedResource, longest: number): string {
  const lines = changes.flatMap((change) => changeLines(change, longest));
  const what = action === "discard" ? "delete old copy of" : action;
  return codeBlock([oneLine(`@@ ${what} ${type} ${name} @@`, longest), ...lines], "diff");
}

function changeLines({ path, before, after }: PropertyChange, longest: number): string[] {
  if (before !== undefined && before === after) return [`! ${path}: ${oneLine(before, longest)}${SAME_TEXT}`];
  return [
    ...(before === undefined ? [] : [`- ${path}: ${oneLine(before, longest)}`]),
    ...(after === undefined ? [] : [`+ ${path}: ${oneLine(after, longest)}`]),
  ];
}

/** A secret, or a value that the cloud writes another way: the texts are the same, the values are not. */
const SAME_TEXT = " (changes; its value is not shown)";

function oneLine(text: string, longest: number): string {
  return shortened(text.replaceAll("\r", "\\r").replaceAll("\n", "\\n"), longest);
}
