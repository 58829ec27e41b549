import { html } from "htm/preact";
import type { VNode } from "preact";
import type { CheckVerdict } from "../../validation/result/check-result.ts";
import { numberText } from "../cells.ts";
import type { CheckBlock, Tone } from "../document.ts";
import { evidenceText } from "../evidence-text.ts";
import { findingTable } from "../sections/verdict.ts";
import { tableView } from "./table-view.ts";

export const TONE_OF_CHECK: Record<CheckVerdict, Tone> = {
  pass: "good",
  warn: "warn",
  fail: "bad",
  skipped: "dim",
};

/** A check with its verdict, reason, time and retries; its evidence folds out, and is open where the check failed. */
export function checkView({ check, evidence }: CheckBlock): VNode | VNode[] {
  const { id, title, verdict, needed, reason, seconds, waitedSeconds, retries, findings } = check;
  const waited = waitedSeconds > 0 ? `, ${numberText(waitedSeconds)} s of it waiting` : "";
  return html`<div class="check" id=${`check-${id}`} data-check=${id} data-verdict=${verdict}>
    <div class="line">
      <span class=${`pill ${TONE_OF_CHECK[verdict]}`}>${verdict}</span>
      <span class="what">
        <span class="title">${title}</span>${needed ? "" : html` <span class="reason">(not needed for READY)</span>`}
        <br /><span class="reason">${reason}</span>
      </span>
      <span class="time">${numberText(seconds)} s${waited}</span>
    </div>
    ${retries.length > 0 && html`<p class="retries">Tried ${check.attempts} times; before: ${retries.join("; ")}</p>`}
    <div class="inside">
      ${findingTable(findings).map((block) => block.kind === "table" && tableView(block))}
      ${evidence.length > 0 && evidenceView(evidence, verdict === "fail")}
    </div>
  </div>`;
}

function evidenceView(evidence: CheckBlock["evidence"], open: boolean): VNode | VNode[] {
  const parts = evidence.map(evidenceText);
  return html`<details open=${open}>
    <summary>Evidence (${parts.length})</summary>
    <div class="evidence">
      ${parts.map(({ title, text }) => html`<h4>${title}</h4><pre>${text}</pre>`)}
    </div>
  </details>`;
}
