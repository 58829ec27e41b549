import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar-stream";
import { checkImage } from "../../rehearsal/provider/docker/check-image.ts";
import { contextDigest } from "../../rehearsal/provider/docker/context-digest.ts";
import { contextFiles } from "../../rehearsal/provider/docker/context-files.ts";
import { contextTar } from "../../rehearsal/provider/docker/context-tar.ts";
import { dockerProvider } from "../../rehearsal/provider/docker/provider.ts";
import { type PropertyMap, UNKNOWN } from "../../rehearsal/provider/plugin/property-value.ts";
import { of } from "./gcp-harness.ts";

const IMAGE = "docker:index/image:Image";
const silent = { status: () => undefined, write: () => undefined };

describe("rehearsal/provider: a Docker image", () => {
  let folder: string;
  const write = (name: string, content: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const names = () =>
    contextFiles(join(folder, "app"), join(folder, "app/Dockerfile")).map(({ name }) => name);
  const digest = () => contextDigest(join(folder, "app"), join(folder, "app/Dockerfile"));
  const inputs = (build: PropertyMap = {}): PropertyMap => ({
    imageName: "127.0.0.1:5000/p/r/web:latest",
    build: { context: "app", dockerfile: "app/Dockerfile", platform: "linux/amd64", ...build },
  });
  const checkedInputs = () => checkImage(inputs(), "web", folder).inputs;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stage-image-"));
    write("app/Dockerfile", "FROM scratch\n");
    write("app/main.js", "1");
    write("app/node_modules/a/index.js", "2");
    write("app/node_modules/keep.js", "3");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("takes what .dockerignore leaves, exceptions among what it ignores included", () => {
    assert.deepEqual(names(), ["Dockerfile", "main.js", "node_modules/a/index.js", "node_modules/keep.js"]);
    write("app/.dockerignore", "# packages\nnode_modules\nDockerfile\n");
    assert.deepEqual(names(), [".dockerignore", "main.js"]);
    write("app/.dockerignore", "node_modules\n!node_modules/keep.js\n.dockerignore\n");
    assert.deepEqual(names(), ["Dockerfile", "main.js", "node_modules/keep.js"]);
    write("app/Dockerfile.dockerignore", "*.js\nnode_modules\n*dockerignore\n");
    assert.deepEqual(names(), ["Dockerfile"]);
  });

  it("has a digest that changes with names, modes, contents and links, and not with times or ignored files", () => {
    write("app/.dockerignore", "node_modules\n");
    const first = digest();
    utimesSync(join(folder, "app/main.js"), 1, 1);
    write("app/node_modules/a/index.js", "changed");
    assert.equal(digest(), first);
    const changes = [
      () => write("app/main.js", "2"),
      () => chmodSync(join(folder, "app/main.js"), 0o755),
      () => write("app/other.js", ""),
      () => symlinkSync("main.js", join(folder, "app/link.js")),
      () => write("app/Dockerfile", "FROM scratch\nUSER 1\n"),
    ];
    const seen = new Set([first]);
    for (const change of changes) {
      change();
      seen.add(digest());
    }
    assert.equal(seen.size, changes.length + 1);
  });

  it("goes to the builder as root's files, with its Dockerfile even when that is ignored", async () => {
    write("app/.dockerignore", "Dockerfile\nnode_modules\n.dockerignore\n");
    symlinkSync("main.js", join(folder, "app/link.js"));
    const entries: string[] = [];
    const tar = extract();
    contextTar(join(folder, "app"), join(folder, "app/Dockerfile")).pipe(tar);
    for await (const entry of tar) {
      const { name, type, uid, linkname } = entry.header;
      entries.push(
        [name, type, uid, linkname].filter((part) => part !== null && part !== undefined).join(" "),
      );
      entry.resume();
    }
    assert.deepEqual(entries, ["Dockerfile file 0", "link.js symlink 0 main.js", "main.js file 0"]);
  });

  it("gets its context's digest in Check, and a platform when the program names none", () => {
    const { inputs: checked, failures } = checkImage(inputs({ platform: undefined }), "web", folder);
    assert.deepEqual(failures, []);
    const build = checked.build as PropertyMap;
    assert.equal(build.contextDigest, digest());
    assert.match(String(build.platform), /^linux\/(amd64|arm64)$/);
  });

  it("names every wrong input at once", () => {
    const { failures } = checkImage(
      { build: { contxt: "app", args: "x" }, skipPush: "maybe" },
      "web",
      folder,
    );
    assert.deepEqual(failures.map(({ reason }) => reason.replace(/^.*Examine/, "Examine")).toSorted(), [
      "Examine values at 'web.build.args'",
      "Examine values at 'web.build.contxt'",
      "Examine values at 'web.imageName'",
      "Examine values at 'web.skipPush'",
    ]);
  });

  it("wants a name that says its registry", () => {
    assert.throws(() => checkImage({ ...inputs(), imageName: "web:latest" }, "web", folder), {
      message:
        /^error: repository name must be canonical: web:latest\. This provider requires all image names/,
    });
    assert.doesNotThrow(() => checkImage({ ...inputs(), imageName: UNKNOWN }, "web", folder));
    assert.doesNotThrow(() => checkImage({ ...inputs(), imageName: "web", skipPush: true }, "web", folder));
  });

  it("shows no difference for other logins, and one for a changed context", async () => {
    const provider = dockerProvider("5.2.0", silent, folder);
    const before = { ...checkedInputs(), registry: { server: "s", username: "u", password: "one" } };
    const state = { __inputs: before };
    const request = { ...of(IMAGE), id: "x", state };
    const relogged = { ...before, registry: { server: "s", username: "v", password: "two" } };
    assert.deepEqual(await provider.diff({ ...request, news: relogged }), []);
    write("app/main.js", "changed");
    const news = { ...checkedInputs(), registry: before.registry };
    assert.deepEqual(await provider.diff({ ...request, news }), [
      { path: "build", kind: "update", replaces: false, ofInputs: true },
    ]);
  });

  it("is previewed without Docker, its digest unknown and its inputs secret", async () => {
    const provider = dockerProvider("5.2.0", silent, folder);
    const checked = checkedInputs();
    const { id, state } = await provider.create({ ...of(IMAGE), inputs: checked, preview: true });
    assert.equal(id, "");
    assert.equal(state.repoDigest, UNKNOWN);
    assert.equal(state.dockerfile, "Dockerfile");
    assert.equal(state.context, "app");
    assert.deepEqual((state.__inputs as PropertyMap).value, checked);
    assert.equal(
      (state.__inputs as PropertyMap)["4dabf18193072939515e22adb298388d"],
      "1b47061264138c4ac30d75fd1eb44270",
    );
  });
});
