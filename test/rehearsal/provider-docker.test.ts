import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { startRegistry, type TestRegistry } from "./provider-registry.ts";
import { type ProviderStack, providerStack, succeeded } from "./provider-stack.ts";

const program = (registry: string) => `
import * as docker from "@pulumi/docker/image.js";
import * as pulumi from "@pulumi/pulumi";
const image = new docker.Image("web", {
  imageName: "${registry}/netra-staging/netra-backend/provider-test:latest",
  build: { context: "app", dockerfile: "app/Dockerfile", platform: "linux/amd64", args: { COLOUR: "blue" } },
  registry: { server: "${registry}", username: "somebody", password: pulumi.secret("a-password-of-this-test") },
});
image.repoDigest.apply(() => pulumi.log.info("the digest is known"));
export const digest = image.repoDigest;
export const { dockerfile, context } = image;
`;

describe("the docker plugin's stand-in under the real engine", () => {
  let stack: ProviderStack;
  let registry: TestRegistry;

  before(async () => {
    registry = await startRegistry();
    stack = await providerStack(program(registry.address));
    mkdirSync(join(stack.folder, "app/node_modules"), { recursive: true });
    writeFileSync(
      join(stack.folder, "app/Dockerfile"),
      "FROM scratch\nARG COLOUR\nLABEL colour=$COLOUR\nCOPY . /app/\n",
    );
    writeFileSync(join(stack.folder, "app/.dockerignore"), "node_modules\n");
    writeFileSync(join(stack.folder, "app/main.txt"), "one");
  });
  after(async () => {
    const images = await execa(
      "docker",
      ["images", "-q", `${registry.address}/netra-staging/netra-backend/provider-test`],
      { reject: false },
    );
    if (images.stdout)
      await execa("docker", ["rmi", "-f", ...new Set(images.stdout.split("\n"))], { reject: false });
    registry.stop();
    stack.remove();
  });

  const digest = async () => String((await stack.outputs()).digest);

  it("builds and pushes, and knows the image by the digest that the registry gave", async () => {
    await succeeded(stack.pulumi("up", "--yes"));
    const { digest, dockerfile, context } = await stack.outputs();
    assert.equal(dockerfile, "Dockerfile");
    assert.equal(context, "app");
    const [name, sha] = String(digest).split("@");
    assert.equal(name, `${registry.address}/netra-staging/netra-backend/provider-test`);
    const manifest = await fetch(
      `http://${registry.address}/v2/netra-staging/netra-backend/provider-test/manifests/${sha}`,
      {
        headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
      },
    );
    assert.equal(manifest.status, 200);
    const { stdout } = await execa("docker", [
      "inspect",
      "--format",
      "{{.Config.Labels.colour}}",
      String(digest),
    ]);
    assert.equal(stdout, "blue");
  });

  it("keeps the registry's password out of the state", async () => {
    assert.equal((await stack.state()).includes("a-password-of-this-test"), false);
  });

  it("does nothing while the context is the same, ignored files aside", async () => {
    writeFileSync(join(stack.folder, "app/node_modules/ignored.js"), String(Date.now()));
    const { output } = await succeeded(stack.pulumi("preview", "--expect-no-changes"));
    assert.match(output, /the digest is known/);
    await succeeded(stack.pulumi("refresh", "--yes", "--expect-no-changes"));
  });

  it("builds anew for a changed file, with the digest unknown until then", async () => {
    const before = await digest();
    writeFileSync(join(stack.folder, "app/main.txt"), "two");
    const preview = await succeeded(stack.pulumi("preview", "--diff"));
    assert.match(preview.output, /~ build\s*:/);
    assert.match(preview.output, /~ contextDigest\s*: "[0-9a-f]{64}" => "[0-9a-f]{64}"/);
    assert.doesNotMatch(preview.output, /the digest is known/);
    await succeeded(stack.pulumi("up", "--yes"));
    assert.notEqual(await digest(), before);
  });

  it("fails with the step and the builder's own words, and keeps the old image", async () => {
    const before = await digest();
    const dockerfile = join(stack.folder, "app/Dockerfile");
    writeFileSync(dockerfile, "FROM scratch\nARG COLOUR\nLABEL colour=$COLOUR\nCOPY nothing-here /app/\n");
    const { exitCode, output } = await stack.pulumi("up", "--yes");
    assert.notEqual(exitCode, 0);
    assert.match(output, /error reading build output: .*"\/nothing-here" not found/);
    assert.equal(await digest(), before);
  });

  it("names the path of a Dockerfile that is not there", async () => {
    stack.writeProgram(program(registry.address).replace("app/Dockerfile", "Dockerfile"));
    const { exitCode, output } = await stack.pulumi("preview");
    assert.notEqual(exitCode, 0);
    assert.match(
      output,
      /could not open dockerfile at relative path Dockerfile\. Try setting `dockerfile` to "app\/Dockerfile"/,
    );
  });
});
