/** A tool that is in place. */
export interface Found {
  /** Such as `Pulumi CLI`. */
  what: string;
  version: string;
  /** A path, an address or an image reference. */
  where: string;
  /** What this is used in place of, where the real thing cannot be had on this machine. */
  standsInFor?: string;
}

/** One line about what is going on right now. */
export type Report = (line: string) => void;

/** A tool, and the two ways to it: it is there, or it is got. */
export interface Step<F extends Found = Found> {
  /** Such as `Docker engine`. */
  title: string;
  /** Looks, changes nothing, takes some milliseconds; undefined where {@link provide} is needed. */
  find(): Promise<F | undefined>;
  /** Gets the tool; throws a Fault that says what was tried and what to do. */
  provide(report: Report): Promise<F>;
}

/** Runs the work of a step with its title, progress and end shown; the value is the work's. */
export type ShowStep = <T>(title: string, work: (report: Report) => Promise<T>) => Promise<T>;

/** What is there already, else what can be got: shown only where something has to be done. */
export async function take<F extends Found>(step: Step<F>, show: ShowStep): Promise<F> {
  return (await step.find()) ?? (await show(step.title, (report) => step.provide(report)));
}
