import { SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

const ENVS = "template.containers[0].envs";
const IN_SECRET_MANAGER = "a version in Secret Manager";

export const secretCases: RuleCase[] = [
  {
    rule: "secret-names",
    mutant: "a password in the clear",
    change: (stack) => stack.addVariable("SMTP_PASSWORD", "hunter2"),
    finding: { path: `${ENVS}[14].value`, found: "SMTP_PASSWORD in the clear", allowed: IN_SECRET_MANAGER },
    reads: { type: SERVICE, path: `${ENVS}[9].name`, wrong: 1 },
  },
  ...[
    "ADMIN_PASSWORD=1234",
    "JWT_PUBLIC_KEY_PASSPHRASE=hunter2",
    "PUBLIC_API_KEY=hunter2",
    "TOKEN_TYPE_KEY=hunter2",
    "SESSION_TOKEN=12345678",
  ].map(inTheClear),
  {
    rule: "token-shapes",
    mutant: "a Redis address with a password",
    change: (stack) => stack.addVariable("CACHE", "redis://default:hunter2@10.0.0.3:6379"),
    finding: { path: `${ENVS}[14].value`, found: "an address with a password", allowed: IN_SECRET_MANAGER },
    reads: { type: SERVICE, path: `${ENVS}[9].value`, wrong: 1 },
  },
  {
    rule: "secret-entropy",
    mutant: "a generated word under a harmless name",
    change: (stack) => stack.addVariable("GREETING", "q7Zt0vXw3RkLm9PbYc5NdHs8JfGa2Ue4"),
    finding: {
      path: `${ENVS}[14].value`,
      found: "a random word of 32 characters",
      allowed: IN_SECRET_MANAGER,
    },
    reads: { type: SERVICE, path: `${ENVS}[9].value`, wrong: ["info"] },
  },
  {
    rule: "pinned-secret-version",
    mutant: "the latest version",
    change: (stack) =>
      stack.set(
        SERVICE,
        `${stack.variablePath("JWT_SECRET_KEY")}.valueSource.secretKeyRef.version`,
        "latest",
      ),
    finding: {
      path: `${ENVS}[8].valueSource.secretKeyRef.version`,
      found: "latest",
      allowed: 'the number of a version, such as "1"',
    },
    reads: { type: SERVICE, path: `${ENVS}[8].valueSource.secretKeyRef.version`, wrong: 1 },
  },
  {
    rule: "required-secrets",
    mutant: "its variable and its binding removed",
    change: (stack) => {
      stack.removeVariable("OAUTH_CLIENT_SECRET");
      const kept = stack.resources.filter(
        ({ props }) => props.secretId !== "netra-staging-oauth-client-secret",
      );
      stack.resources.splice(0, stack.resources.length, ...kept);
    },
    finding: {
      path: ENVS,
      found: "no secret for OAUTH_CLIENT_SECRET",
      allowed: "each of them from Secret Manager",
    },
    reads: { type: SERVICE, path: `${ENVS}[8].valueSource.secretKeyRef`, wrong: "netra-staging-jwt-secret" },
  },
];

function inTheClear(variable: string): RuleCase {
  const [name = "", value = ""] = variable.split("=");
  return {
    rule: "secret-names",
    mutant: `${variable} in the clear`,
    change: (stack) => stack.addVariable(name, value),
    finding: { path: `${ENVS}[14].value`, found: `${name} in the clear`, allowed: IN_SECRET_MANAGER },
    reads: { type: SERVICE, path: `${ENVS}[9].name`, wrong: 1 },
  };
}
