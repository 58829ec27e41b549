import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEPLOY_ROLES, PREVIEW_ROLES } from "../../keyless-login/roles.ts";

describe("the set-up by hand in docs/ci.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/ci.md"), "utf8");
  const rolesIn = (variable: string) =>
    (new RegExp(`^${variable}="([^"]+)"`, "m").exec(page)?.[1] ?? "").split(/\s+/);

  it("gives the accounts the roles that the program gives them", () => {
    assert.deepEqual(rolesIn("READ"), [...PREVIEW_ROLES]);
    assert.deepEqual([...rolesIn("READ"), ...rolesIn("WRITE")], [...DEPLOY_ROLES]);
  });
});
