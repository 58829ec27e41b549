import type { Finding } from "../faults/fault.ts";
import type { ServiceSettings } from "../settings/service.ts";
import type { CloudQuestions } from "./cloud-questions.ts";
import type { Redact } from "./redaction/redact.ts";
import type { CheckGroup, CheckVerdict } from "./result/check-result.ts";
import type { Claim } from "./result/claim.ts";
import type { Evidence } from "./result/evidence.ts";
import type { ImageResult, LatencyResult, Measurements, StartupResult } from "./result/measured.ts";
import type { HeldTraffic, Subject } from "./subject.ts";

/** One check of a live service. It says what it saw; what follows from that is said by the verdict's rules. */
export interface Check {
  /** Stable, kebab-case. */
  id: string;
  title: string;
  group: CheckGroup;
  /** What it cannot do without; the first that is missing makes it skipped, with the reason. */
  needs: readonly Need[];
  /** Whether READY depends on it. Default: true. */
  needed?: boolean;
  /** For one attempt. Default: 15. */
  timeLimitSeconds?: number;
  /** How often it is tried until it passes. Default: 1; every attempt is counted and shown. */
  attempts?: number;
  /** Set where others at the same time would spoil what it measures: it runs when they have ended. */
  alone?: boolean;
  run(context: CheckContext): Promise<CheckOutcome>;
}

/** Something that a check cannot do without. */
export interface Need {
  /** In words, such as `HTTPS`. */
  name: string;
  /** Undefined where it is there. */
  missing(context: CheckContext): MissingNeed | undefined;
}

/** `excused`: not to be had here by nature, so that READY does not wait for it; the report says that it is not proven. */
export interface MissingNeed {
  reason: string;
  excused: boolean;
}

/** What a check came to. */
export interface CheckOutcome {
  verdict: CheckVerdict;
  /** One line. */
  reason: string;
  evidence: Evidence[];
  findings: Finding[];
  /** False where READY must not depend on this outcome, such as a skipped look at what is optional. */
  needed?: boolean;
  /** What it had to wait for by its nature. */
  waitedSeconds?: number;
  measured?: Measured;
}

/** Figures for the report, beside the evidence. */
export interface Measured {
  latency?: LatencyResult[];
  memory?: Measurements["memory"];
  coldStart?: Measurements["coldStart"];
  startup?: StartupResult;
  image?: ImageResult;
  rollback?: { target?: string; refusals: string[] };
  claims?: Claim[];
}

/** All that checks are given: what was declared, what is live, and ways to ask. */
export interface CheckContext {
  from: "cloud" | "rehearsal";
  settings: ServiceSettings;
  /** The revision that is validated, with its service. */
  subject: Subject;
  /** Where that revision answers: the service's address, or a tag's while it does not serve everything. */
  url: string;
  /** Set where the newest revision gets no traffic and has no address of its own, so that another one is validated. */
  held: HeldTraffic | undefined;
  cloud: CloudQuestions;
  clock: { now(): number; pause(milliseconds: number): Promise<void> };
  /** Ends with Ctrl-C or the check's time limit. */
  signal: AbortSignal;
  /** When the validation began: what was logged later may be its own doing. */
  startedAt: Date;
  redact: Redact;
  /** Takes a secret that a check got hold of, so that no text keeps it. */
  keepSecret(value: string): void;
  /**
   * The same answer for every check that asks by this name. The work is done by the context that it is given: it ends with the
   * validation, not with the check that happened to ask first.
   */
  once<T>(name: string, work: (shared: CheckContext) => Promise<T>): Promise<T>;
}
