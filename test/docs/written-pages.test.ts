import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PROJECT = join(import.meta.dirname, "..", "..");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(PROJECT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** The last cell of every table row, where a ledger names its tests. */
function namedTests(markdown: string): string[] {
  const emulated = markdown.slice(markdown.indexOf("## Emulated"), markdown.indexOf("## Different"));
  return emulated
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/\| tests? \|$/.test(line))
    .flatMap((line) => (line.split("|").at(-2) ?? "").split(","))
    .map((name) => name.trim());
}

describe("hand-written documentation", () => {
  it("names only tests that exist in the fidelity ledger", () => {
    const names = namedTests(readFileSync(join(PROJECT, "docs", "fidelity.md"), "utf8"));
    assert.ok(names.length > 20, `only ${names.length} tests found in the ledger`);
    const missing = names.filter((name) => !existsSync(join(PROJECT, "test", `${name}.test.ts`)));
    assert.deepEqual(missing, []);
  });

  for (const page of PAGES) {
    it(`links in ${page} only to files that exist`, () => {
      const text = readFileSync(join(PROJECT, page), "utf8");
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
      const missing = targets.filter((target) => !existsSync(join(PROJECT, dirname(page), target)));
      assert.deepEqual(missing, []);
    });
  }
});
