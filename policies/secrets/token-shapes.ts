import { plainVariablesOf } from "../resource/containers.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

/** What issuers document, or what the format itself gives; each has a prefix that nothing else starts with. */
const SHAPES: Record<string, RegExp> = {
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "a JSON Web Token": /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/,
  "a Google API key": /\bAIza[\w-]{35}\b/,
  "a Google OAuth secret": /\bGOCSPX-[\w-]{20,}/,
  "a Google access token": /\bya29\.[\w-]{20,}/,
  "a service account key": /"type"\s*:\s*"service_account"/,
  "an AWS access key": /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  "a GitHub token": /\b(gh[pousr]_\w{20,}|github_pat_\w{20,})/,
  "an OpenAI or Anthropic key": /\bsk-[\w-]{20,}/,
  "a Slack token": /\bxox[abeoprs]-[\w-]{10,}/,
  "a Stripe key": /\b[rs]k_(live|test)_\w{10,}/,
  "an address with a password": /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i,
};

export const tokenShapes = resourceRule({
  id: "token-shapes",
  title: "No known token in the clear",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "No variable's value looks like a key, a token or an address with a password.",
  why: "A key in a variable with a harmless name is as readable as any other, and scanners look for its shape.",
  fix: "services.<key>.secrets",
  source: "https://cloud.google.com/run/docs/configuring/services/secrets",
  subjects: (service) => plainVariablesOf(service).map((variable) => variable.at("value")),
  check(value) {
    const text = value.text() ?? "";
    const [shape] = Object.entries(SHAPES).find(([, pattern]) => pattern.test(text)) ?? [];
    return shape === undefined ? undefined : value.refuse("a version in Secret Manager", shape);
  },
});
