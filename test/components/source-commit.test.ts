import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceCommit, wantsSourceCommit } from "../../components/source-commit.ts";

describe("the commit that an image is built from", () => {
  const folder = mkdtempSync(join(tmpdir(), "commit-"));
  const git = (...args: string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
      {
        cwd: folder,
        encoding: "utf8",
      },
    ).trim();

  // Inside of a hook they would lead to the repository whose hook it is.
  const foreign = Object.entries(process.env).filter(([name]) => name.startsWith("GIT_"));
  before(() => {
    for (const [name] of foreign) delete process.env[name];
  });
  after(() => {
    Object.assign(process.env, Object.fromEntries(foreign));
    rmSync(folder, { recursive: true });
  });

  it("is the last one that changed the context, whatever came after it elsewhere", () => {
    git("init", "-q");
    mkdirSync(join(folder, "backend"));
    writeFileSync(join(folder, "backend", "a"), "1");
    git("add", ".");
    git("commit", "-qm", "one");
    const first = git("rev-parse", "HEAD");
    writeFileSync(join(folder, "elsewhere"), "1");
    git("add", ".");
    git("commit", "-qm", "two");
    assert.equal(sourceCommit(folder, "backend"), first);
  });

  it("is called dirty where the context holds what no commit does", () => {
    const clean = sourceCommit(folder, "backend");
    writeFileSync(join(folder, "backend", "b"), "1");
    assert.equal(sourceCommit(folder, "backend"), `${clean}-dirty`);
  });

  it("is unknown outside of a checkout", () => {
    const outside = mkdtempSync(join(tmpdir(), "no-git-"));
    assert.equal(sourceCommit(outside, "backend"), undefined);
    rmSync(outside, { recursive: true });
  });

  it("is asked for by declaring the build argument", () => {
    assert.equal(wantsSourceCommit('FROM x\nARG SOURCE_COMMIT=""\n'), true);
    assert.equal(wantsSourceCommit("FROM x\n# ARG SOURCE_COMMIT\nARG SOURCE_COMMITTER\n"), false);
  });
});
