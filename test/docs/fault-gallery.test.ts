import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_NAMES } from "../../backend/src/faults/gallery.ts";
import { GALLERY, type GalleryFault } from "../rehearsal/fault-gallery/gallery.ts";

const PAGE = join(import.meta.dirname, "..", "..", "docs", "fault-gallery.md");

/** Cells of the table's rows, without the mark of a footnote. */
function rows(): string[][] {
  return readFileSync(PAGE, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| fault |"))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.replace(/[¹²]/, "").trim()));
}

function named(checks: readonly { check: string }[]): string {
  const ids = new Set(checks.map(({ check }) => `\`${check}\``));
  return ids.size === 0 ? "–" : [...ids].join(", ");
}

function switchOf({ deployed }: GalleryFault): string | undefined {
  const [variable] = Object.entries(deployed?.env ?? {});
  return variable && `\`${variable.join("=")}\``;
}

describe("the page of the fault gallery", () => {
  it("has the faults, what catches them and what may fail as well, as the test has them", () => {
    assert.deepEqual(
      rows().map(([name, , caughtBy, consequences]) => [name, caughtBy, consequences]),
      GALLERY.map(({ name, caughtBy, consequences = [] }) => [name, named(caughtBy), named(consequences)]),
    );
  });

  it("has every switch of the backend, and sixteen faults", () => {
    const told = rows().map(([, by]) => by);
    for (const fault of GALLERY) {
      const variable = switchOf(fault);
      if (variable) assert.ok(told.includes(variable), `${variable} is not on the page`);
    }
    const switched = GALLERY.flatMap(({ deployed }) => deployed?.env?.FAULT ?? []);
    assert.deepEqual(switched.toSorted(), FAULT_NAMES.toSorted());
    assert.equal(GALLERY.length, 16);
  });
});
