import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pages } from "../../docs/generate/pages.ts";
import { fileText, stalePages } from "../../docs/generate/stale-pages.ts";
import { EXIT_CODES } from "../../faults/exit-codes.ts";

const PROJECT = join(import.meta.dirname, "..", "..");

function pageText(path: string): string {
  const page = pages.find((candidate) => candidate.path === path);
  assert.ok(page, `${path} is a generated page`);
  return fileText(page);
}

describe("generated documentation", () => {
  it("is up to date", async () => {
    const stale = await stalePages(pages, PROJECT);
    assert.deepEqual(
      stale.map(({ path }) => path),
      [],
      "run `npm run docs`",
    );
  });

  it("is stale when its file is missing or differs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "docs-"));
    try {
      const page = { path: "docs/a.md", render: () => "# A" };
      assert.deepEqual(await stalePages([page], folder), [page]);
      mkdirSync(dirname(join(folder, page.path)));
      writeFileSync(join(folder, page.path), "# A\n");
      assert.deepEqual(await stalePages([page], folder), []);
      writeFileSync(join(folder, page.path), "# A, edited by hand\n");
      assert.deepEqual(await stalePages([page], folder), [page]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("lists every exit code", () => {
    const text = pageText("docs/exit-codes.md");
    for (const { code, meaning } of Object.values(EXIT_CODES)) {
      assert.match(text, new RegExp(`^\\| ${code} +\\| `, "m"));
      assert.ok(text.includes(meaning));
    }
  });

  it("explains settings with default, limits, meaning and source, down to the innermost", () => {
    const text = pageText("docs/settings.md");
    assert.match(text, /^## `services\.<key>\.probes\.startup`$/m);
    assert.match(
      text,
      /^\| `memoryMiB` +\| `512` +\| a whole number of MiB from 128 to 32768, such as `512` +\| Memory .* \[Source\]\(https:\/\/cloud\.google\.com\/run\//m,
    );
    assert.match(text, /^\| `percent` \(canary\) +\| \*\*required\*\* \|/m);
  });
});
