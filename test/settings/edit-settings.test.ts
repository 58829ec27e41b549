import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { editSettings } from "../../settings/edit-settings.ts";

const FILE = "Pulumi.staging.yaml";
const TEXT = readFileSync(join(import.meta.dirname, "../..", FILE), "utf8");
const edit = (path: string[], value: unknown) => ({ serviceKey: "backend", path, value });

describe("editing a settings file", () => {
  it("leaves the text as it is where nothing is edited", () => {
    assert.equal(editSettings(TEXT, [], FILE), TEXT);
  });

  it("changes just the lines of the values, comments and order kept", () => {
    const after = editSettings(TEXT, [edit(["memoryMiB"], 4096), edit(["env", "FEATURE"], "on")], FILE);
    const lines = TEXT.split("\n");
    const changed = after.split("\n").filter((line) => !lines.includes(line));
    assert.deepEqual(changed, ["      memoryMiB: 4096", "        FEATURE: on"]);
    assert.ok(after.includes("# Says only that the process answers"));
    assert.equal(after.split("\n").length, lines.length + 1);
  });

  it("takes a value out", () => {
    const after = editSettings(TEXT, [edit(["env", "LOG_LEVEL"], undefined)], FILE);
    assert.equal(after, TEXT.replace("        LOG_LEVEL: info\n", ""));
  });

  it("keeps a comment behind the value", () => {
    const text = TEXT.replace("memoryMiB: 512", "memoryMiB: 512 # measured");
    assert.ok(editSettings(text, [edit(["memoryMiB"], 1024)], FILE).includes("memoryMiB: 1024 # measured"));
  });

  it("quotes a text that would be read as something else", () => {
    assert.ok(editSettings(TEXT, [edit(["env", "FEATURE"], "true")], FILE).includes('FEATURE: "true"'));
  });

  it("gives no text for settings that would not be valid", () => {
    assert.throws(
      () => editSettings(TEXT, [edit(["memoryMiB"], 7)], FILE),
      (error: unknown) => error instanceof Fault && error.code === "settings-invalid",
    );
  });

  it("refuses a value that comes from an alias", () => {
    const text = TEXT.replace("      env:\n", "      env: &plain\n").replace(
      "      serviceAccount:",
      "      labels: *plain\n      serviceAccount:",
    );
    assert.throws(
      () => editSettings(text, [edit(["labels", "team"], "x")], FILE),
      (error: unknown) => error instanceof Fault && error.code === "settings-not-editable",
    );
  });
});
