/** The seven phases of a start, in order. */
export const STARTUP_PHASES = [
  "INIT",
  "DEPENDENCIES",
  "DATABASE",
  "CACHE",
  "SERVICES",
  "WEBSOCKET",
  "FINALIZE",
] as const;

/** The systems that the status block after a start has to name. */
export const CRITICAL_SYSTEMS = [
  "Database",
  "Redis",
  "LLM Manager",
  "Chat Pipeline",
  "Agent Bridge",
] as const;

export const DEFAULT_BUDGET_SECONDS = 30;

/** What a service's start has to show in its log. */
export interface StartupExpectation {
  /** Phases in order; none for a service that does not announce any. Default: {@link STARTUP_PHASES}. */
  phases: readonly string[];
  /** Systems whose state has to be stated; none for a service without such a block. Default: {@link CRITICAL_SYSTEMS}. */
  criticalSystems: readonly string[];
  /** What a whole start may take. Default 30. */
  budgetSeconds: number;
  /** Pattern ids that are known and accepted, each with the reason: their lines become notes. */
  accepted: Readonly<Record<string, string>>;
  /** The last good revision's start, to compare with. */
  baseline?: StartupBaseline;
  /** How much longer than the baseline's a start may take before that is a warning. Default 2. */
  slowerThanBaseline: number;
}

/** What is remembered of a start in good health. */
export interface StartupBaseline {
  /** Whose it is: a revision or a file. */
  name: string;
  /** Left out where the log tells no total. */
  totalSeconds?: number;
  phases: { name: string; seconds: number }[];
  /** Lines without what differs from start to start, see `normaliseLine`. */
  lines: readonly string[];
}

/** What the reference backend has to show, with what differs for a service. */
export function startupExpectation(differing: Partial<StartupExpectation> = {}): StartupExpectation {
  return {
    phases: STARTUP_PHASES,
    criticalSystems: CRITICAL_SYSTEMS,
    budgetSeconds: DEFAULT_BUDGET_SECONDS,
    accepted: {},
    slowerThanBaseline: 2,
    ...differing,
  };
}
