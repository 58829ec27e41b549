import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { readImage } from "../../cli/image/read-image.ts";
import type { ImageReport } from "../../preview/image/image-report.ts";
import { ensureToolchain } from "../../toolchain/index.ts";

const DOCKERFILE = `ARG BASE
FROM $BASE
COPY large small /app/
RUN rm /app/large
RUN echo longer than before > /app/small
`;

describe("an image's measures, against docker's and GNU tar's own", function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  const tag = `stage.local/test/image-size:${process.pid}`;
  const inspect = async (format: string, reference: string) =>
    (await execa("docker", ["image", "inspect", "-f", format, reference])).stdout;
  let report: ImageReport;

  before(async () => {
    const { docker, baseImages } = await ensureToolchain({
      projectDir: resolve(import.meta.dirname, "../.."),
    });
    const base = Object.values(baseImages)[0]?.image ?? "";
    writeFileSync(join(folder, "Dockerfile"), DOCKERFILE);
    writeFileSync(join(folder, "large"), Buffer.alloc(300_000, 1));
    writeFileSync(join(folder, "small"), "short");
    await execa("docker", ["build", "-q", "-t", tag, "--build-arg", `BASE=${base}`, folder], {
      env: { DOCKER_BUILDKIT: "0" },
    });
    const baseLayers = JSON.parse(await inspect("{{json .RootFS.Layers}}", base)) as string[];
    report = await readImage(docker.host, tag, baseLayers);
  });

  after(async () => {
    await execa("docker", ["image", "rm", tag]);
    rmSync(folder, { recursive: true });
  });

  it("give every layer the bytes that GNU tar lists in it", async () => {
    const saved = join(folder, "saved");
    mkdirSync(saved);
    await execa("docker", ["save", "-o", join(folder, "saved.tar"), tag]);
    await execa("tar", ["-xf", join(folder, "saved.tar"), "-C", saved]);
    assert.ok(readdirSync(saved).includes("manifest.json"));
    const [manifest] = JSON.parse(readFileSync(join(saved, "manifest.json"), "utf8")) as [
      { Layers: string[] },
    ];
    const listed = await Promise.all(manifest.Layers.map((layer) => fileBytes(join(saved, layer))));
    assert.deepEqual(
      report.layers.map(({ sizeBytes }) => sizeBytes),
      listed,
    );
  });

  it("find as waste what a container of it no longer has", async () => {
    const { stdout: container } = await execa("docker", ["create", tag, "none"]);
    const exported = join(folder, "exported.tar");
    await execa("docker", ["export", "-o", exported, container]);
    await execa("docker", ["rm", container]);
    assert.equal(report.totalBytes - report.wastedBytes, await fileBytes(exported));
    assert.deepEqual(report.wasted, [
      { path: "app/large", by: "removed", wastedBytes: 300_000 },
      { path: "app/small", by: "overwritten", wastedBytes: 5 },
    ]);
  });

  it("tell the base from what the Dockerfile added", async () => {
    assert.equal(report.totalBytes - (report.baseBytes ?? 0), 300_000 + 5 + "longer than before\n".length);
  });
});

/** Bytes of the regular files in a tar, as GNU tar lists them. */
async function fileBytes(tar: string): Promise<number> {
  const { stdout } = await execa("tar", ["-tvf", tar]);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("-") && !line.includes("/.wh."))
    .reduce((sum, line) => sum + Number(line.split(/\s+/)[2]), 0);
}
