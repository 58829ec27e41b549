import assert from "node:assert/strict";
import { resolve } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { type Bom, bundleBom } from "../../cli/image/bundle-bom.ts";
import { imageBom } from "../../cli/image/image-bom.ts";
import { stagingWith } from "../settings/staging-settings.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const reference = `us-central1-docker.pkg.dev/netra-staging/netra-backend/netra@${DIGEST}`;

describe("an image's bill of materials", function () {
  this.timeout(60_000);
  let bundle: Bom | undefined;

  before(async () => {
    const { backend } = stagingWith({}).services;
    assert.ok(backend);
    const { image } = backend;
    bundle = await bundleBom(resolve(import.meta.dirname, "../.."), {
      ...image,
      context: "backend",
      bundle: { entryPoint: "src/main.ts", outFile: "dist/main.mjs" },
    });
  });

  it("is valid CycloneDX", async () => {
    const bom = imageBom({ reference, labels: {}, baseImage: "node:24-alpine" }, bundle);
    const problem = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(
      JSON.stringify(bom),
    );
    assert.equal(problem, null);
  });

  it("names the image by digest, its base, its commit, and every package that the bundle holds", () => {
    const labels = { "org.opencontainers.image.revision": "abc" };
    const bom = imageBom({ reference, labels, baseImage: "node:24-alpine" }, bundle);
    assert.equal(bom.metadata.component?.version, DIGEST);
    assert.deepEqual(bom.metadata.component?.properties, [
      { name: "org.opencontainers.image.revision", value: "abc" },
    ]);
    const names = bom.components.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 1), ["node"]);
    for (const used of ["fastify", "pg", "ioredis", "zod"]) assert.ok(names.includes(used), used);
    assert.ok(!names.includes("mocha"), "what is not in the bundle is not in the image");
  });

  it("says of a stand-in base that it is one", () => {
    const labels = { "dev.stage.stand-in": "node:24-alpine" };
    const [base] = imageBom(
      { reference, labels, baseImage: "stage.local/stand-in/node:24-busybox" },
      undefined,
    ).components;
    assert.deepEqual(
      [base?.name, base?.version, base?.properties],
      ["stage.local/stand-in/node", "24-busybox", [{ name: "dev.stage.stand-in", value: "node:24-alpine" }]],
    );
  });
});
