import assert from "node:assert/strict";
import Docker from "dockerode";
import type { Condition, LogEntry, ServiceDocument } from "../../rehearsal/contract.ts";
import { rehearsalPaths } from "../../rehearsal/daemon/paths.ts";
import { openStore } from "../../rehearsal/store/index.ts";
import { startTestCloud, type TestCloud, template } from "./runtime-cloud.ts";

const NOT_LISTENING =
  "The user-provided container failed to start and listen on the port defined provided by the PORT=8000 environment " +
  "variable within the allocated timeout. This can happen when the container port is misconfigured or if the timeout is " +
  "too short. The health check timeout can be extended. Logs for this revision might contain more information.";

describe("a revision that does not get ready", function () {
  this.timeout(120_000);
  let cloud: TestCloud;
  let good: ServiceDocument;

  before(async () => {
    cloud = await startTestCloud();
    good = await cloud.deploy("web", template(cloud.image, { GREETING: "good" }));
    await cloud.allowAll("web");
  });
  after(() => cloud.dispose());

  async function failed(templateOf: object): Promise<Condition> {
    const service = await cloud.deploy("web", templateOf);
    assert.equal(service.terminalCondition?.state, "CONDITION_FAILED");
    assert.equal(service.latestReadyRevision, good.latestReadyRevision);
    assert.notEqual(service.latestCreatedRevision, good.latestReadyRevision);
    assert.deepEqual(service.trafficStatuses, good.trafficStatuses);
    assert.equal(await (await fetch(good.uri ?? "")).text(), "good");
    return service.terminalCondition ?? { type: "", state: "CONDITION_PENDING" };
  }

  it("because it crashes is reported with exit code and last log lines; the old one serves on", async () => {
    const { message = "", reason } = await failed(template(cloud.image, { CRASH: "1" }));
    const id = /^Revision '(web-\d{5}-\w{3})' is not ready and cannot serve traffic\. /.exec(message);
    assert.ok(id, message);
    assert.equal(reason, "REVISION_FAILED");
    assert.equal(
      message.slice(id[0].length),
      [
        ...[NOT_LISTENING, "", "The container exited with code 3."],
        ...["Last log lines:", "  loading settings", "  FATAL: no settings"],
        "For more troubleshooting guidance, see https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start",
      ].join("\n"),
    );
  });

  it("because it listens elsewhere is reported when its probe's time is over", async () => {
    const startupProbe = { tcpSocket: {}, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 5 };
    const { message = "" } = await failed(template(cloud.image, { LISTEN_ON: "9999" }, { startupProbe }));
    assert.ok(message.includes(NOT_LISTENING), message);
    assert.ok(
      message.includes("The startup probe failed for 5 s; last seen: nothing listens on port 8000."),
      message,
    );
    assert.ok(message.includes("Last log lines:\n  listening"), message);
  });

  it("because it takes too much memory is reported with the limit", async () => {
    const { message = "" } = await failed(template(cloud.image, { EAT_MEMORY: "1" }));
    assert.ok(message.includes("Memory limit of 512 MiB exceeded with 512 MiB used."), message);
    assert.ok(message.includes("The container exited with code 137, killed for its memory."), message);
  });

  it("because its image is not there is reported by the image's name", async () => {
    const missing = cloud.image.replace(/@.*/, `@sha256:${"0".repeat(64)}`);
    const { message = "" } = await failed(template(missing));
    assert.match(message, new RegExp(`cannot serve traffic\\. Image '${missing}' not found\\.$`));
  });

  it("leaves no container", async () => {
    const label = [`dev.stage.rehearsal=${cloud.endpoint.rehearsalId}`];
    const containers = await new Docker().listContainers({ all: true, filters: { label } });
    const revisions = containers.map(({ Labels: labels }) => labels["dev.stage.revision"]);
    assert.deepEqual(revisions, [good.latestReadyRevision?.split("/").at(-1)]);
  });

  it("leaves its output in the log, as Cloud Logging has it", async () => {
    await fetch(`${good.uri}/log`);
    const logged = await entries((entry) => entry.textPayload === "plain words");
    const warning = logged.find(({ jsonPayload }) => jsonPayload?.message === "careful");
    assert.equal(warning?.severity, "WARNING");
    assert.deepEqual(warning?.jsonPayload, { message: "careful", phase: "INIT" });
    const request = logged.find(({ httpRequest }) => String(httpRequest?.requestUrl).endsWith("/log"));
    assert.equal(request?.logName, "projects/netra-staging/logs/run.googleapis.com%2Frequests");
    assert.equal(request?.httpRequest?.status, 200);
    const texts = logged.map(({ textPayload }) => textPayload);
    assert.ok(texts.includes("FATAL: no settings"));
    assert.ok(texts.some((text) => text?.startsWith("STARTUP TCP probe succeeded after ")));
  });

  /** The log once it holds what is looked for; entries are written in batches. */
  async function entries(awaited: (entry: LogEntry) => boolean): Promise<LogEntry[]> {
    const store = openStore(rehearsalPaths(cloud.options.projectDir).store);
    try {
      const end = Date.now() + 5_000;
      for (;;) {
        const found = store.queryLogs({ service: "web" });
        const request = found.some(({ httpRequest }) => String(httpRequest?.requestUrl).endsWith("/log"));
        if (found.some(awaited) && request) return found;
        if (Date.now() > end) throw new Error(`not among ${found.length} entries within 5 s`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } finally {
      store.close();
    }
  }
});
