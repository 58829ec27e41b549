import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateProject } from "../../cli/project.ts";
import { requireOverlay } from "../../cli/target/require-overlay.ts";
import type { VerbContext } from "../../cli/verb.ts";
import { image } from "../../cli/verbs/image.ts";

const MISSING = { code: "rehearsal-missing", exitCode: 6, next: "stage up --rehearsal" };

describe("the settings of a rehearsal", () => {
  const dir = mkdtempSync(join(tmpdir(), "stage-overlay-"));
  const project = locateProject(dir);
  after(() => rmSync(dir, { recursive: true }));

  it("are asked for by the way to get a rehearsal where there has been none", async () => {
    assert.throws(() => requireOverlay(project), MISSING);
    const context = { project, options: { rehearsal: true, words: ["node:24-alpine"] } };
    await assert.rejects(image(context as unknown as VerbContext), MISSING);
  });

  it("are the overlay where there is one", () => {
    mkdirSync(project.rehearsalDir);
    writeFileSync(project.overlayFile, "");
    assert.equal(requireOverlay(project), project.overlayFile);
  });
});
