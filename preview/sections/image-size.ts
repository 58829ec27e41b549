import { mebibytes, signedMebibytes } from "../image/size-in-words.ts";
import { code } from "../markdown/code.ts";
import { bytes, fitting, shortened } from "../markdown/room.ts";
import { tableLines } from "../markdown/table.ts";
import type { Section } from "../section.ts";

const MAX_CHARACTERS = 80;

/** How large the rehearsed image is against the one before, and which layers made the difference. */
export const imageSize: Section = {
  render({ rehearsal }, room) {
    const image = rehearsal?.image;
    if (!image) return undefined;
    const { before, after, layers } = image;
    const heading = "### Image";
    const difference = after.totalBytes - before.totalBytes;
    const total = `${mebibytes(before.totalBytes)} → **${mebibytes(after.totalBytes)}** (${signedMebibytes(difference)}), measured on the rehearsed images${after.wastedBytes > 0 ? `; ${mebibytes(after.wastedBytes)} of it wasted on files that later layers replace` : ""}.`;
    if (layers.length === 0) return [heading, total].join("\n\n");
    const rows = layers.map(({ createdBy, beforeBytes, afterBytes }) => [
      code(shortened(createdBy || "(not recorded)", MAX_CHARACTERS)),
      beforeBytes === undefined ? "–" : mebibytes(beforeBytes),
      afterBytes === undefined ? "–" : mebibytes(afterBytes),
    ]);
    const [head = "", rule = "", ...lines] = tableLines(["changed layer", "before", "after"], rows);
    const left = room - bytes([heading, total, head, rule].join("\n\n"));
    const kept = fitting(lines, left, "\n", (count) => `| and ${count} more | | |`);
    return [heading, total, [head, rule, ...kept].join("\n")].join("\n\n");
  },
};
