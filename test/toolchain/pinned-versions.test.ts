import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));

describe("the pinned versions of Pulumi", () => {
  it("are one: the SDK, npm's CLI package and the Go module that the CLI is built from", () => {
    const goModule = readFileSync("toolchain/pulumi/go.mod", "utf8");
    const [, built] = goModule.match(/^require github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)$/m) ?? [];
    assert.deepEqual([dependencies["@pulumi/pulumi"], dependencies.pulumi, built], Array(3).fill(built));
  });
});
