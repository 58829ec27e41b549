import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AlpineImage, digestOf } from "../../components/alpine-image.ts";
import { isGoogleRegistry } from "../../components/google-registry.ts";
import { ImageRepository } from "../../components/image-repository.ts";
import { Fault } from "../../faults/fault.ts";
import { stagingWith } from "../settings/staging-settings.ts";
import { projectFolder } from "./project-folder.ts";
import { settled, strictCloud } from "./strict-cloud.ts";

const TYPE = "docker:index/image:Image";

describe("AlpineImage", () => {
  const folder = projectFolder();

  async function build(registry: string, image: object, standInBases: string[] = []) {
    const cloud = await strictCloud();
    const settings = stagingWith({ image: { context: "backend", ...image } });
    const { backend } = settings.services;
    assert.ok(backend);
    const { project, region, labels } = settings;
    const repository = new ImageRepository("images", {
      project,
      region,
      repository: { ...settings.repository, registry },
      labels,
    });
    const args = { projectFolder: folder, image: backend.image, imageName: "netra", tag: "staging" };
    const built = new AlpineImage("backend", { ...args, repository, registry, standInBases });
    await settled();
    return { built, inputs: cloud.only(TYPE).inputs, called: cloud.called };
  }

  it("builds the context with the base image as build argument, and no path of this machine", async () => {
    const { inputs } = await build("127.0.0.1:5000", { baseImage: "node:24-alpine", buildArgs: { A: "1" } });
    assert.deepEqual(inputs, {
      imageName: "127.0.0.1:5000/netra-staging/netra-backend/netra:staging",
      build: {
        context: "backend",
        dockerfile: "backend/Dockerfile",
        platform: "linux/amd64",
        args: { A: "1", BASE_IMAGE: "node:24-alpine" },
      },
      registry: { server: "127.0.0.1:5000" },
      buildOnPreview: false,
      skipPush: false,
    });
  });

  it("hands Google's registry the deployer's token, as a secret", async () => {
    const { inputs } = await build("us-central1-docker.pkg.dev", {});
    // A secret inside makes the whole of it one, on the way to the engine.
    assert.ok(pulumi.runtime.isRpcSecret(inputs.registry), "the password is marked secret");
    const { username } = pulumi.runtime.unwrapRpcSecret(inputs.registry);
    assert.equal(username, "oauth2accesstoken");
  });

  it("asks for no token where the registry is not Google's", async () => {
    assert.deepEqual((await build("127.0.0.1:5000", {})).called, []);
    assert.deepEqual(
      ["us-docker.pkg.dev", "gcr.io", "eu.gcr.io", "127.0.0.1:5000", "evil-docker.pkg.dev.example.com"].map(
        isGoogleRegistry,
      ),
      [true, true, true, false, false],
    );
  });

  it("calls a stand-in base one", async () => {
    const base = "stage.local/stand-in/node:24-busybox";
    const { built } = await build("127.0.0.1:5000", { baseImage: base }, [base]);
    assert.deepEqual(built.baseImage, { reference: base, standIn: true });
  });

  it("refuses at construction a base that is not Alpine, naming the line", async () => {
    await assert.rejects(build("127.0.0.1:5000", { baseImage: "node:24-bookworm" }), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "dockerfile-refused");
      assert.deepEqual(error.findings, [
        {
          path: "backend/Dockerfile:2",
          expected: "a last stage on an Alpine image",
          actual: "node:24-bookworm",
          example: "FROM node:24-alpine",
        },
      ]);
      return true;
    });
  });

  it("says which Dockerfile it cannot read", async () => {
    await assert.rejects(build("127.0.0.1:5000", { dockerfile: "Nowhere" }), {
      message: "cannot read backend/Nowhere: ENOENT",
    });
  });
});

describe("digestOf", () => {
  it("refuses a reference by tag", () => {
    assert.equal(digestOf("r/i@sha256:aa"), "sha256:aa");
    assert.throws(() => digestOf("r/i:latest"), /not a reference by digest: r\/i:latest/);
  });
});
