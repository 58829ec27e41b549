import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { IMAGE, IMAGE_COMPONENT, SERVICE } from "../../policies/resource/types.ts";
import { declaredStack } from "../policies/declared-stack.ts";
import type { EditableStack } from "../policies/editable-stack.ts";
import { type ProviderStack, providerStack } from "./provider-stack.ts";

const PROJECT = resolve(import.meta.dirname, "../..");
const PACK = join(PROJECT, "policies");

/** Declares what stack.json lists; the service's image is the digest of the one that will be built, so not known yet. */
const PROGRAM = `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
const require = createRequire(import.meta.url);
const resources = JSON.parse(readFileSync("stack.json", "utf8"));
let image;
for (const { type, name, props } of resources) {
  if (type === "${IMAGE_COMPONENT}") {
    const component = new pulumi.ComponentResource(type, name);
    component.registerOutputs(props);
    continue;
  }
  const [provider] = type.split(":");
  const { version } = require(\`@pulumi/\${provider}/package.json\`);
  if (image && type === "${SERVICE}" && !props.template.containers[0].image.endsWith(":latest"))
    props.template.containers[0].image = image.repoDigest;
  const made = new pulumi.CustomResource(type, name, { ...props, repoDigest: undefined }, { version });
  if (type === "${IMAGE}") image = made;
}
`;

/** What providers answer and programs do not declare. */
const OUTPUTS = [
  "repoDigest",
  "email",
  "latestReadyRevision",
  "latestCreatedRevision",
  "trafficStatuses",
  "uri",
];

describe("the policy pack in the real engine", () => {
  let stack: ProviderStack;
  let compliant: EditableStack;

  before(async () => {
    compliant = await declaredStack();
    stack = await providerStack(PROGRAM);
    mkdirSync(join(stack.folder, "backend"));
    cpSync(join(PROJECT, "backend", "Dockerfile"), join(stack.folder, "backend", "Dockerfile"));
    // Nothing listens there: a preview of resources that are to be made asks the cloud nothing.
    await stack.configure({
      "gcp:accessToken": "of-a-test",
      "gcp:cloudRunV2CustomEndpoint": "http://127.0.0.1:9/v2/",
      "gcp:project": "netra-staging",
      "gcp:region": "us-central1",
    });
  });
  after(() => stack.remove());

  async function preview(change: (bent: EditableStack) => void, config: object = {}) {
    const bent = compliant.copy();
    change(bent);
    const declared = bent.resources.filter(
      ({ type }) => !type.startsWith("stage:") || type === IMAGE_COMPONENT,
    );
    const inputs = declared.map(({ props, ...rest }) => ({
      ...rest,
      props: Object.fromEntries(Object.entries(props).filter(([key]) => !OUTPUTS.includes(key))),
    }));
    writeFileSync(join(stack.folder, "stack.json"), JSON.stringify(inputs));
    writeFileSync(join(stack.folder, "config.json"), JSON.stringify(config));
    return stack.pulumi(
      "preview",
      "--policy-pack",
      PACK,
      "--policy-pack-config",
      join(stack.folder, "config.json"),
    );
  }

  it("lets staging pass, and says which rules the unknown digest deferred", async () => {
    const { exitCode, output } = await preview(() => undefined);
    assert.equal(exitCode, 0, output);
    assert.match(
      output,
      /\[pinned-digest\] backend: template\.containers\[0\]\.image: deferred, not passed: not known yet/,
    );
    assert.doesNotMatch(output, /\[mandatory\]/);
  });

  it("stops the limits that once ran live, naming path, value, limit, reason and setting", async () => {
    const { exitCode, output } = await preview((bent) => {
      bent.container.resources.limits = { cpu: "4", memory: "4Gi" };
    });
    assert.notEqual(exitCode, 0);
    assert.match(output, /\[memory-limit\] backend: template\.containers\[0\]\.resources\.limits\.memory/);
    assert.match(output, /found: +4Gi/);
    assert.match(output, /allowed: 512 MiB/);
    assert.match(output, /fix: +services\.<key>\.memoryMiB/);
    assert.match(output, /\[cpu-limit\] backend/);
  });

  it("stops the moving tag and the bypass flag, also while other values are unknown", async () => {
    const { exitCode, output } = await preview((bent) => {
      bent.container.image =
        "us-central1-docker.pkg.dev/netra-staging/netra-backend/netra-backend-staging:latest";
      bent.addVariable("BYPASS_STARTUP_VALIDATION", "true");
    });
    assert.notEqual(exitCode, 0);
    assert.match(output, /\[pinned-digest\] backend: template\.containers\[0\]\.image/);
    assert.match(output, /\[validation-bypass\] backend: template\.containers\[0\]\.envs\[14\]\.value/);
  });

  it("stops what only shows across resources", async () => {
    const { exitCode, output } = await preview((bent) => {
      bent.addVariable("DATABASE_POOL_SIZE", "10");
    });
    assert.notEqual(exitCode, 0);
    assert.match(output, /\[connection-budget\] backend[\s\S]*found: +100 connections/);
  });

  it("takes a stack's own invariants, and refuses a config of the wrong type", async () => {
    const larger = (bent: EditableStack) => {
      bent.container.resources.limits.memory = "768Mi";
    };
    const fits = await preview(larger, { "memory-limit": { memoryMiB: { min: 512, max: 768 } } });
    assert.equal(fits.exitCode, 0, fits.output);
    const wrong = await preview(larger, { "memory-limit": { memoryMiB: "1024" } });
    assert.notEqual(wrong.exitCode, 0);
    assert.match(wrong.output, /memoryMiB/);
  });

  it("fixes labels when it is told to remediate", async () => {
    const withoutLabel = (bent: EditableStack) => bent.set(SERVICE, "labels.managed-by", undefined);
    const refused = await preview(withoutLabel);
    assert.notEqual(refused.exitCode, 0);
    const fixed = await preview(withoutLabel, { "required-labels": { enforcementLevel: "remediate" } });
    assert.equal(fixed.exitCode, 0, fixed.output);
    assert.match(fixed.output, /\[remediate\] +required-labels +\(1 resource\)/);
  });
});
