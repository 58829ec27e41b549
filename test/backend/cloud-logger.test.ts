import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

describe("the backend's log", () => {
  it("has every line, in order, when the process exits while its threads are busy", () => {
    const module = new URL("../../backend/src/logging/cloud-logger.ts", import.meta.url);
    const program = `
      import { pbkdf2 } from "node:crypto";
      import { createCloudLogger } from ${JSON.stringify(module.href)};
      for (let thread = 0; thread < 8; thread += 1) pbkdf2("", "", 30_000, 64, "sha512", () => undefined);
      const logger = createCloudLogger("info");
      for (const line of ["first", "second", "third"]) logger.info(line);
      process.exit(0);`;
    const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
      encoding: "utf8",
    });
    const messages = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).message);
    assert.deepEqual(messages, ["first", "second", "third"]);
  });
});
