import type { Check } from "../../../release/canary/analysis.ts";
import { armCanary, bindCanary } from "../../../release/canary/begin-canary.ts";
import type { Answer, CanaryRun, Sighting } from "../../../release/canary/canary-run.ts";
import type { ErrorKind } from "../../../release/canary/error-lines.ts";
import type { RevisionSample, Span } from "../../../release/canary/revision-sample.ts";
import type { ReleaseTools } from "../../../release/change-service.ts";
import type { CloudRun, LiveService, ServiceChange } from "../../../release/live-service.ts";
import { ApiRefusal } from "../../../release/rest/api-refusal.ts";
import type { CanarySettings } from "../../../settings/canary.ts";
import type { CanaryState } from "../../../traffic/canary-state.ts";
import type { TrafficTarget } from "../../../traffic/traffic-target.ts";
import { liveRevision, liveService } from "../live-fixtures.ts";
import { CANARY_DEFAULTS } from "./canary-defaults.ts";

export const START = Date.parse("2026-01-01T12:00:00Z");

/** What a revision does with the requests that it gets. */
export interface Behaviour {
  sample(revision: string, span: Span): RevisionSample;
  errorLines?(revision: string): ErrorKind[];
  validation?: Check["verdict"];
}

/** A service in memory, with a clock that moves only when somebody pauses. */
export class CanaryWorld {
  now = START;
  live: LiveService = liveService({
    templateRevision: "a",
    latestReadyRevision: "a",
    traffic: [serving("a", 100)],
  });
  readonly said: string[] = [];
  readonly seen: Sighting[] = [];
  /** Shares of the canary in the order in which it got them. */
  readonly shares: number[] = [];
  settled = 0;
  answers: Answer[] = [];
  /** Called whenever time passes. */
  onPause: () => void = () => undefined;
  /** Called when state is brought in line, which waits for running deployments. */
  onSettle: () => void = () => undefined;
  readonly #behaviour: Behaviour;

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  get tools(): ReleaseTools {
    return {
      cloudRun: this.#cloudRun,
      serviceName: "projects/p/locations/l/services/backend",
      clock: {
        now: () => this.now,
        pause: async (milliseconds) => {
          this.now += milliseconds;
          this.onPause();
        },
      },
      signal: new AbortController().signal,
      say: (line) => this.said.push(line),
    };
  }

  run(settings: Partial<CanarySettings> = {}): CanaryRun {
    const { validation } = this.#behaviour;
    return {
      tools: this.tools,
      sources: {
        readSample: async (revision, span) => this.#behaviour.sample(revision, span),
        readErrorLines: async (revision) => this.#behaviour.errorLines?.(revision) ?? [],
      },
      settings: { ...CANARY_DEFAULTS, ...settings },
      traffic: { strategy: "latest" },
      by: "ada@laptop",
      validate: validation && (async () => ({ check: "validation", verdict: validation, evidence: "ran" })),
      show: (sighting) => this.seen.push(sighting),
      settle: async () => {
        this.settled += 1;
        this.onSettle();
      },
      ask: async () => this.answers.shift() ?? "hold",
    };
  }

  /** Arms a canary, deploys `b` in the way the program does, and begins its first step. */
  async begin(settings: Partial<CanarySettings> = {}): Promise<CanaryState> {
    const { steps, gates } = { ...CANARY_DEFAULTS, ...settings };
    const request = {
      steps,
      gates,
      by: "ada@laptop",
      traffic: { strategy: "latest" as const },
      releasePin: false,
    };
    const armed = await armCanary(this.tools, request);
    this.deployed("b");
    const state = await bindCanary(this.tools, armed, request);
    if (!state) throw new Error("the canary was not bound");
    return state;
  }

  /** The template makes this revision from now on; traffic stays. */
  deployed(revision: string): void {
    this.change({
      templateRevision: revision,
      latestReadyRevision: revision,
      latestCreatedRevision: revision,
    });
  }

  /** Somebody else changes the service. */
  change(changes: Partial<LiveService>): void {
    this.live = { ...this.live, ...changes, etag: String(Number(this.live.etag) + 1) };
  }

  /** `b=10#canary a=90` */
  routed(): string {
    return this.live.traffic
      .map(({ revision, percent, tag }) => `${revision}=${percent}${tag ? `#${tag}` : ""}`)
      .join(" ");
  }

  readonly #cloudRun: CloudRun = {
    service: async () => this.live,
    revision: async (_service, name) => liveRevision({ name }),
    revisions: async () => [],
    revisionPages: () => {
      throw new Error("a canary lists no revisions");
    },
    change: async (_service, { etag, traffic, annotations }: ServiceChange) => {
      if (etag !== this.live.etag) throw new ApiRefusal("PATCH", 409, "ABORTED", "another change came first");
      this.change({
        annotations,
        ...(traffic ? { declaredTraffic: traffic, traffic: this.#routedBy(traffic) } : {}),
      });
      const share = this.live.traffic.find(({ revision }) => revision === "b")?.percent;
      if (share !== undefined && traffic && share !== this.shares.at(-1)) this.shares.push(share);
      return {};
    },
  };

  #routedBy(targets: TrafficTarget[]): LiveService["traffic"] {
    return targets.map(({ revision = this.live.latestReadyRevision ?? "", percent, tag, type }) => ({
      ...{ revision, percent, followsLatest: type.endsWith("LATEST") },
      ...(tag ? { tag } : {}),
    }));
  }
}

function serving(revision: string, percent: number) {
  return { revision, percent, followsLatest: true };
}
