import type { Check, CheckContext } from "../../validation/check.ts";
import type { CloudQuestions } from "../../validation/cloud-questions.ts";
import { createRedact } from "../../validation/redaction/redact.ts";
import { type EndedCheck, runCheck } from "../../validation/run-check.ts";
import type { SubjectRevision } from "../../validation/subject.ts";
import { backendWith } from "../settings/staging-settings.ts";
import { CLIENT_SECRET } from "./fake-chat.ts";

export const DIGEST = `sha256:${"b".repeat(64)}`;
export const IMAGE = `us-central1-docker.pkg.dev/p/images/backend@${DIGEST}`;

/** A revision that is as the settings declare it. */
export function subjectRevision(overrides: Partial<SubjectRevision> = {}): SubjectRevision {
  const settings = backendWith();
  return {
    name: "backend-b",
    createdAt: new Date("2026-01-01T00:00:00Z"),
    condition: { readiness: "ready", message: "" },
    image: IMAGE,
    ...{ cpu: "1", memory: "512Mi", concurrency: 1000, timeoutSeconds: 300 },
    ...{ minInstances: 0, maxInstances: 10, port: 8000 },
    environment: [...Object.keys(settings.env), ...Object.keys(settings.secrets)],
    secrets: Object.entries({
      ...settings.secrets,
      ...settings.secretFiles,
      ...(settings.database ? { DATABASE_PASSWORD: settings.database.passwordSecret } : {}),
    }).map(([at, reference]) => ({ at, ...reference })),
    sqlInstances: settings.database ? [settings.database.instance] : [],
    ...overrides,
  };
}

/** A cloud that answers what a good one would; whatever is given here wins. */
export function cloudQuestions(overrides: Partial<CloudQuestions> = {}): CloudQuestions {
  return {
    logEntries: async () => [],
    secretValue: async () => CLIENT_SECRET,
    secretState: async () => "ENABLED",
    rollback: async () => ({ refusals: [], notes: [], servedBefore: false }),
    image: async () => undefined,
    deployedImage: async () => ({ reference: IMAGE }),
    memoryPercent: async () => undefined,
    ...overrides,
  };
}

/** A clock that runs so many times faster: for what is waited for in vain. */
export function clockOf(times: number): CheckContext["clock"] {
  const origin = Date.now();
  return {
    now: () => origin + (Date.now() - origin) * times,
    pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds / times)),
  };
}

/** What checks are given, for a service at `url` that is as it was declared. */
export function checkContext(url: string, overrides: Partial<CheckContext> = {}): CheckContext {
  const secrets: string[] = [];
  const begun = new Map<string, Promise<unknown>>();
  const settings = backendWith();
  // A busy machine's stalls are no finding; who tests latency sets limits of their own.
  settings.validation.latency = { samples: 10, p50Milliseconds: 60_000, p95Milliseconds: 60_000 };
  const context: CheckContext = {
    ...{ from: "cloud", settings, url, held: undefined, startedAt: new Date("2026-01-01T00:01:00Z") },
    subject: {
      ...{ project: "netra-staging", service: "backend", uri: url },
      traffic: [{ revision: "backend-b", percent: 100 }],
      revision: subjectRevision(),
    },
    cloud: cloudQuestions(),
    clock: clockOf(1),
    signal: new AbortController().signal,
    redact: (text) => createRedact(secrets)(text),
    keepSecret: (value) => void secrets.push(value),
    once<T>(name: string, work: (shared: CheckContext) => Promise<T>) {
      const known = begun.get(name) ?? work(context);
      begun.set(name, known);
      return known as Promise<T>;
    },
    ...overrides,
  };
  return context;
}

/** Runs a check as a validation does, for its result. */
export async function resultOf(check: Check, context: CheckContext): Promise<EndedCheck["result"]> {
  return (await runCheck(check, context)).result;
}
