import { CANARY_ANNOTATION, NO_CANARY } from "./canary-state.ts";
import type { LiveTraffic } from "./serving.ts";
import {
  formatHistory,
  HISTORY_ANNOTATION,
  NO_HISTORY,
  parseHistory,
  sharesOf,
  withServing,
} from "./serving-history.ts";
import { NO_PIN, PIN_ANNOTATION } from "./traffic-pin.ts";

/** What a live service says that a deployment has to declare again. */
export interface MarkedService extends LiveTraffic {
  annotations: Readonly<Record<string, string>>;
  /** Short name of the revision that the service's template makes; empty where the service names none. */
  templateRevision: string;
  /** When the service was last changed, RFC 3339, and by whom. */
  updateTime: string;
  lastModifier: string;
}

/**
 * The annotations that a deployment declares: what is live, word for word, because an update drops every annotation that it
 * does not name. Only a deployment that brings a new revision adds what served until then to the history, so that there is
 * something to go back to after a bare `pulumi up` as well.
 */
export function releaseAnnotations(
  live: MarkedService | undefined,
  candidate: string,
): Record<string, string> {
  const history = live?.annotations[HISTORY_ANNOTATION] ?? NO_HISTORY;
  const unchanged = !live || live.templateRevision === candidate;
  return {
    [PIN_ANNOTATION]: live?.annotations[PIN_ANNOTATION] ?? NO_PIN,
    [CANARY_ANNOTATION]: live?.annotations[CANARY_ANNOTATION] ?? NO_CANARY,
    [HISTORY_ANNOTATION]: unchanged ? history : historyWith(live, history),
  };
}

function historyWith(live: MarkedService, text: string): string {
  const history = parseHistory(text);
  const seen = withServing(history, sharesOf(live), { at: live.updateTime, by: live.lastModifier });
  return seen.length === history.length ? text : formatHistory(seen);
}
