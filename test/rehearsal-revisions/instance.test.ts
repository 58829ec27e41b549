import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { containerOptions } from "../../rehearsal/containers/container-options.ts";
import { connectEngine, reachesContainerAddresses } from "../../rehearsal/containers/engine.ts";
import { memoryBytes, nanoCpus } from "../../rehearsal/containers/resource-limits.ts";
import { ApiError } from "../../rehearsal/contract.ts";
import { type InstanceSurroundings, instanceSpec } from "../../rehearsal/revisions/instance-spec-of.ts";
import { CONTAINER, revisionDocument } from "./documents.ts";

const SURROUNDINGS: InstanceSurroundings = {
  ...{ rehearsalId: "0123456789ab", network: "net", cpus: 2 },
  secrets: { access: (project, secret, version) => Buffer.from(`${project}/${secret}/${version}`) },
  sqlSocketDirectory: (name) => (name === "p:r:db" ? "/host/socket" : undefined),
};

describe("an instance", () => {
  it("gets Cloud Run's variables over declared ones, secrets, limits and labels", () => {
    const secretKeyRef = { secret: "key", version: "2" };
    const env = [
      { name: "PORT", value: "1" },
      { name: "KEY", valueSource: { secretKeyRef } },
    ];
    const resources = { limits: { memory: "256Mi", cpu: "500m" }, startupCpuBoost: true };
    const revision = revisionDocument("web-1", { containers: [{ ...CONTAINER, env, resources }] });
    const spec = instanceSpec(revision, "abcdefabcdefabcdef", SURROUNDINGS);
    assert.deepEqual(spec.env, {
      ...{ PORT: "8000", KEY: "p/key/2" },
      ...{ K_SERVICE: "web", K_REVISION: "web-1", K_CONFIGURATION: "web" },
    });
    assert.deepEqual([spec.memoryBytes, spec.nanoCpus, spec.startupNanoCpus], [256 * 1024 ** 2, 5e8, 2e9]);
    assert.equal(spec.name, "web-1-abcdefabcdef-012345");
    assert.deepEqual(spec.labels, {
      "dev.stage.rehearsal": "0123456789ab",
      "dev.stage.service": "web",
      "dev.stage.revision": "web-1",
    });
  });

  it("finds the database's socket where Cloud Run puts it", () => {
    const revision = revisionDocument("web-1", {
      containers: [{ ...CONTAINER, volumeMounts: [{ name: "sql", mountPath: "/cloudsql" }] }],
      volumes: [{ name: "sql", cloudSqlInstance: { instances: ["p:r:db"] } }],
    });
    const { binds } = instanceSpec(revision, "a", SURROUNDINGS);
    assert.deepEqual(binds, [{ hostPath: "/host/socket", mountPath: "/cloudsql/p:r:db" }]);
  });

  it("does not start with what is not emulated, rather than without it", () => {
    const sidecar = revisionDocument("web-1", { containers: [CONTAINER, CONTAINER] });
    assert.throws(() => instanceSpec(sidecar, "a", SURROUNDINGS), {
      message: "The rehearsal runs one container per instance; sidecars are not emulated.",
    });
    const mounted = revisionDocument("web-1", {
      containers: [{ ...CONTAINER, volumeMounts: [{ name: "nfs", mountPath: "/nfs" }] }],
      volumes: [{ name: "nfs" }],
    });
    assert.throws(() => instanceSpec(mounted, "a", SURROUNDINGS), {
      message: "Volume 'nfs' is of a kind that the rehearsal does not emulate.",
    });
  });

  it("leaves a missing secret's own words", () => {
    const secrets = {
      access() {
        throw new ApiError(404, "NOT_FOUND", "Secret Version [x] not found.");
      },
    };
    const env = [{ name: "KEY", valueSource: { secretKeyRef: { secret: "x" } } }];
    const revision = revisionDocument("web-1", { containers: [{ ...CONTAINER, env }] });
    assert.throws(
      () => instanceSpec(revision, "a", { ...SURROUNDINGS, secrets }),
      /Secret Version \[x\] not found/,
    );
  });

  it("has no swap, few capabilities, and a port of its own only where the network is not reached", () => {
    const spec = instanceSpec(revisionDocument("web-1"), "a", SURROUNDINGS);
    const host = containerOptions(spec, false).HostConfig;
    assert.deepEqual([host?.Memory, host?.MemorySwap], [512 * 1024 ** 2, 512 * 1024 ** 2]);
    assert.deepEqual([host?.CapDrop, host?.SecurityOpt], [["ALL"], ["no-new-privileges"]]);
    assert.equal(host?.PortBindings, undefined);
    const published = containerOptions(spec, true).HostConfig?.PortBindings;
    assert.deepEqual(published, { "8000/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }] });
  });
});

describe("amounts", () => {
  it("are read as Kubernetes writes them", () => {
    assert.deepEqual(["512Mi", "1Gi", "1.5G", "100"].map(memoryBytes), [536870912, 1073741824, 1.5e9, 100]);
    assert.deepEqual(["1", "500m", "0.5"].map(nanoCpus), [1e9, 5e8, 5e8]);
    assert.throws(() => memoryBytes("lots"), /"lots" is not an amount of memory such as 512Mi/);
    assert.throws(() => nanoCpus("two"), /"two" is not a number of CPUs such as 1 or 500m/);
  });
});

describe("the Docker engine", () => {
  it("that is not there is a fault that says what to do", async () => {
    await assert.rejects(
      connectEngine("unix:///nowhere/docker.sock"),
      (error) =>
        error instanceof Fault &&
        error.code === "docker-engine-unreachable" &&
        error.outcome === "cloud" &&
        error.next?.startsWith("start the Docker engine") === true,
    );
  });

  const here = { Name: "vm", NCPU: 2, OperatingSystem: "Debian", SecurityOptions: ["name=seccomp"] };
  const linux = { platform: "linux" as const, name: "vm" };
  const cases: [string, typeof here, { platform: NodeJS.Platform; name: string }, boolean][] = [
    ["on this Linux machine", here, linux, true],
    ["on another machine", { ...here, Name: "far" }, linux, false],
    ["in Docker Desktop", { ...here, OperatingSystem: "Docker Desktop" }, linux, false],
    ["that is rootless", { ...here, SecurityOptions: ["name=rootless"] }, linux, false],
    ["of a Mac", here, { platform: "darwin", name: "vm" }, false],
  ];
  for (const [title, info, machine, expected] of cases) {
    it(`${title} ${expected ? "reaches" : "does not reach"} its containers' addresses`, () =>
      assert.equal(reachesContainerAddresses(info, machine), expected));
  }
});
