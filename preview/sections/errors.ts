import { code, codeBlock } from "../markdown/code.ts";
import { bytes, fitting, shortened } from "../markdown/room.ts";
import type { Diagnostic } from "../plan/engine-preview.ts";
import type { Section } from "../section.ts";

const MAX_CHARACTERS = 4_000;

/** Why the preview failed, in the words of who refused. */
export const errors: Section = {
  render: ({ preview }, room) => diagnostics("### Why it failed", preview.errors, room),
};

/** What the engine, a plugin or the program warns of. */
export const warnings: Section = {
  render: ({ preview }, room) => diagnostics("### Warnings", preview.warnings, room),
};

function diagnostics(heading: string, told: readonly Diagnostic[], room: number): string | undefined {
  if (told.length === 0) return undefined;
  const left = room - bytes(heading) - 2;
  const longest = Math.min(MAX_CHARACTERS, Math.max(200, Math.floor(left / 4)));
  const parts = told.map(({ resource, message }) => {
    const lines = shortened(message, longest).split("\n");
    return `${resource === undefined ? "" : `${code(resource)}:\n`}${codeBlock(lines)}`;
  });
  return [heading, ...fitting(parts, left, "\n\n", (count) => `and ${count} more`)].join("\n\n");
}
