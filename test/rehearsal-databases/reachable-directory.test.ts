import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reachableDirectory } from "../../rehearsal/databases/reachable-directory.ts";

describe("a directory of sockets", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "sockets-")));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is reached as it is where a socket's path may be so long", () => {
    using reachable = reachableDirectory(folder, "redis.sock");
    assert.equal(reachable.path, folder);
  });

  it("is reached through a short link where it lies too deep, which is gone afterwards", () => {
    const deep = join(folder, "deep/".repeat(30));
    mkdirSync(deep, { recursive: true });
    let path: string;
    {
      using reachable = reachableDirectory(deep, "redis.sock");
      path = reachable.path;
      assert.ok(Buffer.byteLength(join(path, "redis.sock")) <= 107, path);
      assert.equal(realpathSync(path), realpathSync(deep));
    }
    assert.equal(existsSync(dirname(path)), false);
    assert.equal(existsSync(deep), true);
  });
});
