/** `unclear`: words are there, but neither of health nor of its want. */
export type SaidState = "up" | "down" | "unclear" | "unstated";

/** Marks that may stand before or behind a system's name. */
export const STATE_MARK = "[✅✓✔☑🟢❌✗✘✖🔴⛔⚠🟡🟠]\\uFE0F?";

const TROUBLE =
  "errors?|fail(?:ed|ing|ures?|s)?|warnings?|issues?|problems?|timeouts?|fallback(?: available)?";
/** That there is no trouble is good news, though told in words of trouble. */
const NO_TROUBLE = new RegExp(
  String.raw`(?<![\d.,])\b(?:0|no|zero|without(?: any)?)\s+(?:${TROUBLE})\b|\b(?:${TROUBLE})\s*[:=]\s*(?:0(?![\d.])|no\b|none\b|false\b)`,
  "giu",
);
/** Counts wherever it stands, beside words of health too. */
const DOWN =
  /\b(?:not|\w+n[’']t|cannot|no|never|down|fail(?!-)|failed|failing|failures?|fails|unavailable|disconnected|missing|errors?|none|false|degraded|unhealthy|refused)\b|[❌✗✘✖🔴⛔]/iu;
/** Says it of the system itself; in brackets it may be about a detail, as in `connected (TLS disabled)`. */
const OUT =
  /\b(?:inactive|stopp(?:ed|ing)|disabled|unknown|uninitiali[sz]ed|timed[ -]?out|timeout(?!\s*[:=]?\s*\d)|offline|crash(?:ed|ing)|lost|unreachable|starting|waiting|pending)\b/iu;
const REMARK = /\([^)]*\)/gu;
const UP =
  /(?<!\b(?:un|in|dis|non)-)\b(?:pass(?:ed|ing)?|ok(?:ay)?|up|online|running|operational|connected|available|initiali[sz]ed|configured|loaded|started|enabled|ready|healthy|alive|live|reachable|responding|serving|working|integrated|verified|validated|established|success(?:ful(?:ly)?)?|good|normal|nominal|green|true|yes|active)\b|[✅✓✔☑🟢]/iu;
const ANYTHING = /[\p{L}\p{N}\p{So}]/u;

/** What the words behind a system's name say of it. */
export function stateOf(words: string): SaidState {
  const told = words.replace(NO_TROUBLE, "");
  if (!ANYTHING.test(told)) return "unstated";
  if (DOWN.test(told) || OUT.test(told.replace(REMARK, ""))) return "down";
  return UP.test(told) ? "up" : "unclear";
}
