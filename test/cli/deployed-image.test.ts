import assert from "node:assert/strict";
import { fetchImage } from "../../cli/image/fetch-image.ts";
import { measureAgainst } from "../../cli/image/measure-against.ts";
import { labelsOf } from "../../cli/image/read-image.ts";
import { Fault } from "../../faults/fault.ts";
import { FakeImageEngine } from "./fake-image-engine.ts";

const inRegistry = (registry: string, digit: string) =>
  `${registry}/netra-staging/netra-backend/netra@sha256:${digit.repeat(64)}`;
const NEWEST = inRegistry("us-central1-docker.pkg.dev", "b");
const PREVIOUS = inRegistry("us-central1-docker.pkg.dev", "a");

describe("a deployed image, on a machine that did not build it", () => {
  let engine: FakeImageEngine;
  let notes: string[];
  beforeEach(async () => {
    engine = await new FakeImageEngine().start();
    notes = [];
  });
  afterEach(() => engine.stop());

  const note = (line: string) => void notes.push(line);
  const fetched = (reference: string, signal = new AbortController().signal) =>
    fetchImage(engine.host, reference, { token: async () => "ya29.token", signal, note });

  function measured(before: { reference: string; asked: boolean } | undefined) {
    return measureAgainst(engine.host, { reference: NEWEST, before, baseImage: "node:24-alpine" }, note);
  }

  async function faultOf(work: Promise<unknown>): Promise<Fault> {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Fault, `a fault is expected, not ${error}`);
    return error;
  }

  it("is pulled by its digest with the access token, and has its labels then", async () => {
    engine.registry.set(NEWEST, 5);
    await fetched(NEWEST);
    assert.deepEqual(engine.pulls, [
      {
        reference: NEWEST,
        credentials: {
          username: "oauth2accesstoken",
          password: "ya29.token",
          serveraddress: "us-central1-docker.pkg.dev",
        },
      },
    ]);
    assert.deepEqual(await labelsOf(engine.host, NEWEST), {
      "org.opencontainers.image.revision": `commit of ${NEWEST}`,
    });
    assert.deepEqual(notes, [`pulling ${NEWEST}, which the Docker engine on this machine does not have`]);
  });

  it("is not pulled where it is here", async () => {
    engine.images.set(NEWEST, 5);
    await fetched(NEWEST);
    assert.deepEqual([engine.pulls, notes], [[], []]);
  });

  it("is pulled without a token from a registry that is not Google's, as that of a rehearsal", async () => {
    for (const registry of ["127.0.0.1:15000", "registry.example.com", "evil-docker.pkg.dev.example.com"]) {
      const reference = inRegistry(registry, "c");
      engine.registry.set(reference, 5);
      await fetched(reference);
    }
    assert.deepEqual(
      engine.pulls.map(({ credentials }) => credentials),
      [undefined, undefined, undefined],
    );
  });

  it("is a fault with the engine's reason and the command that would fetch it where it cannot be pulled", async () => {
    for (const failsInStream of [false, true]) {
      engine.failsInStream = failsInStream;
      const { code, exitCode, evidence, next } = await faultOf(fetched(NEWEST));
      assert.deepEqual([code, exitCode, next], ["image-not-here", 6, `docker pull ${NEWEST}`]);
      assert.match(evidence.join(), failsInStream ? /^unauthorized$/ : /manifest unknown/);
    }
  });

  it("is measured without the one before where that is not here, and says so", async () => {
    engine.images.set(NEWEST, 5);
    const { report, difference } = await measured({ reference: PREVIOUS, asked: false });
    assert.deepEqual([report.totalBytes, difference], [5, undefined]);
    assert.deepEqual(notes, [
      `not compared with ${PREVIOUS}: the Docker engine on this machine does not have it`,
    ]);
  });

  it("is compared with the one before where that is here, and with none where there is none", async () => {
    engine.images.set(NEWEST, 5);
    engine.images.set(PREVIOUS, 3);
    const { difference } = await measured({ reference: PREVIOUS, asked: false });
    assert.deepEqual([difference?.before.totalBytes, difference?.after.totalBytes], [3, 5]);
    assert.equal((await measured(undefined)).difference, undefined);
    assert.deepEqual(notes, []);
  });

  it("is a fault where the image that somebody named to compare with is not here", async () => {
    engine.images.set(NEWEST, 5);
    const { code, exitCode, next } = await faultOf(measured({ reference: PREVIOUS, asked: true }));
    assert.deepEqual([code, exitCode, next], ["image-not-here", 6, `docker pull ${PREVIOUS}`]);
    assert.deepEqual(engine.pulls, []);
  });
});
