import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { overlaySettings } from "../../cli/target/overlay-settings.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";

const PROJECT = resolve(import.meta.dirname, "../..");

describe("the settings of a rehearsal's overlay", () => {
  let dir: string;
  let project: { dir: string; rehearsalDir: string; overlayFile: string };
  let kept: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stage-overlay-"));
    const rehearsalDir = join(dir, ".rehearsal");
    mkdirSync(rehearsalDir);
    mkdirSync(join(dir, "settings"));
    writeFileSync(join(dir, "settings", "service.ts"), "");
    project = { dir, rehearsalDir, overlayFile: join(rehearsalDir, "Pulumi.staging.yaml") };
    cpSync(join(PROJECT, "Pulumi.staging.yaml"), project.overlayFile);
    kept = join(rehearsalDir, "settings.json");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Makes what is kept recognisable. */
  function markKept(): void {
    const content = JSON.parse(readFileSync(kept, "utf8"));
    writeFileSync(kept, JSON.stringify({ ...content, settings: { ...content.settings, project: "kept" } }));
  }

  it("are the same from what was kept as from the file itself", async () => {
    const checked = loadSettingsFile(project.overlayFile).settings;
    assert.deepEqual(await overlaySettings(project), checked);
    assert.deepEqual(await overlaySettings(project), checked);
    assert.equal(statSync(kept).mode & 0o777, 0o600);
    markKept();
    assert.equal((await overlaySettings(project)).project, "kept");
  });

  it("are checked anew every time where they cannot be kept", async () => {
    mkdirSync(kept);
    const checked = loadSettingsFile(project.overlayFile).settings;
    assert.deepEqual(await overlaySettings(project), checked);
    assert.deepEqual(await overlaySettings(project), checked);
  });

  it("are checked anew when the overlay has changed", async () => {
    await overlaySettings(project);
    markKept();
    const text = readFileSync(project.overlayFile, "utf8");
    writeFileSync(project.overlayFile, text.replace("memoryMiB: 512", "memoryMiB: 1024"));
    assert.equal(Object.values((await overlaySettings(project)).services)[0]?.memoryMiB, 1024);
  });

  it("are checked anew when a schema has changed", async () => {
    await overlaySettings(project);
    markKept();
    utimesSync(join(dir, "settings", "service.ts"), new Date(0), new Date(0));
    assert.equal((await overlaySettings(project)).project, "netra-staging");
  });

  it("are checked anew when what was kept cannot be read", async () => {
    writeFileSync(kept, "{");
    assert.equal((await overlaySettings(project)).project, "netra-staging");
  });
});
