import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { handedEnvironment } from "../../toolchain/handed-environment.mjs";

describe("the environment that a command is handed", () => {
  const handed = (env: NodeJS.ProcessEnv) => handedEnvironment("/project", "/home/me", env);

  for (const name of ["GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_CONFIG"]) {
    it(`names in ${name} what it named where the command was called`, () => {
      for (const [given, meant] of [
        ["key.json", "/home/me/key.json"],
        ["./keys/key.json", "/home/me/keys/key.json"],
        ["../key.json", "/home/key.json"],
        ["/etc/key.json", "/etc/key.json"],
      ]) {
        assert.equal(handed({ [name]: given })[name], meant);
      }
    });

    it(`has no ${name} where there was none, and an empty one where it was empty`, () => {
      assert.equal(name in handed({}), false);
      assert.equal(handed({ [name]: "" })[name], "");
    });
  }

  it("puts this project's commands and Node before all others, and says where the command was called", () => {
    const { PATH = "", STAGE_CALLED_FROM, OTHER } = handed({ PATH: "/bin", OTHER: "kept" });
    assert.deepEqual(PATH.split(delimiter), [
      "/project/node_modules/.bin",
      "/project/node_modules/node/bin",
      "/bin",
    ]);
    assert.deepEqual([STAGE_CALLED_FROM, OTHER], ["/home/me", "kept"]);
  });

  it("keeps compiled code in the project unless told otherwise", () => {
    assert.equal(handed({}).NODE_COMPILE_CACHE, "/project/.rehearsal/compile-cache");
    assert.equal(handed({ NODE_COMPILE_CACHE: "/tmp/cache" }).NODE_COMPILE_CACHE, "/tmp/cache");
  });
});
