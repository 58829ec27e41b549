import type { LiveLimits } from "./limits.ts";
import type { LiveShare } from "./traffic.ts";

/** The service and the revision that are validated, as Cloud Run gives them. */
export interface Subject {
  /** ID of the project that the service is in. */
  project: string;
  /** Short name of the service. */
  service: string;
  /** Its own address. */
  uri: string;
  traffic: LiveShare[];
  revision: SubjectRevision;
  /** The canary that is on: its shares go before the settings' strategy. */
  canary?: { shares: Record<string, number>; words: string };
}

/** Why the revision that serves is not the newest. */
export interface HeldTraffic {
  by: "pin" | "settings";
  /** In words, such as `a rollback's pin`. */
  why: string;
}

export interface SubjectRevision extends LiveLimits {
  /** Short name. */
  name: string;
  createdAt: Date;
  condition: { readiness: "ready" | "pending" | "failed"; message: string };
  image: string;
  /** Names of its environment variables. */
  environment: string[];
  /** The version of a secret (its ID, or `projects/P/secrets/S`) behind each variable, or file by its absolute path. */
  secrets: { at: string; secret: string; version: string }[];
  /** Cloud SQL instances that are mounted as sockets under /cloudsql, `project:region:instance`. */
  sqlInstances: string[];
}
