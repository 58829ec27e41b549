import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { packConfig, rehearsalConfig } from "../../policies/pack-config.ts";
import type { ScratchProject } from "../rehearsal/scratch-project.ts";
import { PLANTED } from "./planted-secrets.ts";

type Edit = (text: string) => string;

/** A change to the checkout that is previewed. */
export interface RecordedChange {
  name: string;
  /** What it is previewed against: an empty stack, or the one that the committed settings give. */
  from: "nothing" | "deployed";
  exitCode: number;
  /** By file of the checkout. */
  edits?: Record<string, Edit>;
  /** Variables for `stage`. */
  env?: (project: ScratchProject) => Record<string, string>;
  /** Before the preview, after the edits. */
  prepare?: (project: ScratchProject) => Promise<void>;
}

const SETTINGS = "Pulumi.staging.yaml";
const SOURCE = "backend/src/main.ts";
const IDENTITY = "components/service-identity.ts";
const SERVICE = "components/cloud-run-service.ts";

const otherSource: Edit = (text) => `${text}\nprocess.title = "another build";\n`;
const moreMemory: Edit = (text) => text.replace("memoryMiB: 512", "memoryMiB: 4096");

/** Ten kinds of change, in the order in which they are recorded: the last ones leave the deployed stack another. */
export const changes: RecordedChange[] = [
  { name: "create", from: "nothing", exitCode: 0 },
  { name: "no-change", from: "deployed", exitCode: 0 },
  {
    name: "update",
    from: "deployed",
    exitCode: 0,
    edits: {
      [SETTINGS]: (text) =>
        text
          .replace("memoryMiB: 512", "memoryMiB: 1024")
          .replace("concurrency: 1000", "concurrency: 400")
          .replace("LOG_LEVEL: info", 'LOG_LEVEL: debug\n        FEATURE_CHAT: "on"')
          .replace("strategy: latest", "strategy: canary\n        percent: 10"),
      [SOURCE]: otherSource,
    },
  },
  {
    name: "replace",
    from: "deployed",
    exitCode: 0,
    edits: { [SETTINGS]: (text) => text.replace("name: netra-backend-staging", "name: netra-api-staging") },
  },
  {
    name: "delete",
    from: "deployed",
    exitCode: 0,
    edits: {
      [SETTINGS]: (text) =>
        text
          .replace("publicAccess: true", "publicAccess: false")
          .replace(/\n {8}OAUTH_CLIENT_SECRET: [^\n]*/, "")
          .replace("ingress: all", "ingress: internal"),
    },
  },
  {
    name: "policy-failure",
    from: "deployed",
    exitCode: 3,
    edits: { [SETTINGS]: moreMemory },
    env: policies("mandatory"),
  },
  {
    name: "policy-warning",
    from: "deployed",
    exitCode: 0,
    edits: { [SETTINGS]: moreMemory },
    env: policies("advisory"),
  },
  {
    name: "provider-error",
    from: "deployed",
    exitCode: 6,
    edits: {
      [SERVICE]: (text) => text.replace("ingress: ingress(service.ingress)", `ingress: "${PLANTED.echoed}"`),
    },
  },
  { name: "many", from: "nothing", exitCode: 0, edits: { [SETTINGS]: manySecrets } },
  {
    name: "secret-changed",
    from: "deployed",
    exitCode: 0,
    edits: { [IDENTITY]: description(PLANTED.engineSecretBefore) },
    async prepare(project) {
      const up = await project.stage(["up", "--rehearsal"]);
      if (up.exitCode !== 0) throw new Error(up.stderr);
      project.edit(IDENTITY, (text) => text.replace(PLANTED.engineSecretBefore, PLANTED.engineSecretAfter));
      project.edit(SETTINGS, withPlantedVariables);
    },
  },
];

function policies(level: "mandatory" | "advisory"): (project: ScratchProject) => Record<string, string> {
  return ({ dir }) => {
    const overlay = parse(readFileSync(join(dir, ".rehearsal", SETTINGS), "utf8"));
    const { registry } = overlay.config["netra-backend:repository"];
    const { standInBases } = overlay.config["netra-backend:rehearsal"];
    const config = { ...packConfig({}), ...rehearsalConfig({ registry, standInBases }) };
    const file = join(dir, ".rehearsal", "pack-config.json");
    const levels = Object.fromEntries(
      ["memory-limit", "monthly-cost"].map((rule) => [rule, { ...config[rule], enforcementLevel: level }]),
    );
    rmSync(file, { force: true });
    writeFileSync(file, JSON.stringify({ ...config, ...levels }));
    return { PULUMI_OPTION_POLICY_PACK: "policies", PULUMI_OPTION_POLICY_PACK_CONFIG: file };
  };
}

function description(secret: string): Edit {
  return (text) =>
    text.replace(
      "displayName: `Runs",
      `description: pulumi.secret("${secret}"),\n        displayName: \`Runs`,
    );
}

function withPlantedVariables(text: string): string {
  const variables = [
    `HARMLESS_NAME: ${PLANTED.token}`,
    `SMTP_PASSWORD: ${PLANTED.namedPassword}`,
    `BUILD_TAG: ${PLANTED.random}`,
    `BROKER: amqp://staging:${PLANTED.addressPassword}@broker.internal:5672`,
  ].map((line) => `\n        ${line}`);
  return text
    .replace("LOG_LEVEL: info", `LOG_LEVEL: info${variables.join("")}`)
    .replace('netra-staging-jwt-secret, version: "1"', 'netra-staging-jwt-secret, version: "2"');
}

/** One service that reads 290 secrets, each of which it is given the right to: with all else 300 resources. */
function manySecrets(text: string): string {
  const lines = Array.from({ length: 290 }, (_, index) => {
    const number = String(index + 1).padStart(3, "0");
    return `\n        PARTNER_${number}_KEY: { secret: netra-staging-partner-${number}, version: "1" }`;
  });
  return text.replace(/\n {8}OAUTH_CLIENT_SECRET:/, `${lines.join("")}$&`);
}
