import type { Check, CheckContext } from "../check.ts";
import { healthPathOf } from "../health-path.ts";
import { ANSWERING } from "../needs.ts";
import { failed, notNeeded, passed, warned } from "../outcome.ts";
import { ask, statusInWords } from "../probe/ask.ts";
import type { Subject } from "../subject.ts";

const ANSWERS = 3;
/** Of the rehearsal's router; Cloud Run has no such header. */
const REVISION_HEADER = "x-rehearsal-revision";

/** Whether answers really come from the revision, as far as the service tells it (a `revision` in its health report). */
export const servingRevision: Check = {
  id: "serving-revision",
  title: "Answers come from the revision",
  group: "revision",
  needs: ANSWERING,
  attempts: 3,
  async run(context) {
    const { subject } = context;
    const answers = [];
    for (let asked = 0; asked < ANSWERS; asked += 1) answers.push(await answerer(context));
    const evidence = answers.flatMap((answer) => answer.evidence).slice(-1);
    const silent = answers.find(({ status }) => status === undefined);
    if (silent) return failed(silent.words, { evidence });
    const named = answers.flatMap(({ revision }) => revision ?? []);
    if (named.length < ANSWERS) return notNeeded("the service does not tell its revision", { evidence });
    const others = named.filter((name) => name !== subject.revision.name);
    if (others.length === 0)
      return passed(`${ANSWERS} of ${ANSWERS} answers from ${subject.revision.name}`, { evidence });
    const actual = [...new Set(others)].join(", ");
    const told = `${others.length} of ${ANSWERS} answers came from ${actual}`;
    if (sharesTraffic(subject, others))
      return warned(`${told}, which has a share of the traffic`, { evidence });
    const findings = [{ path: context.url, expected: subject.revision.name, actual }];
    return failed(told, { evidence, findings });
  },
};

/** Whether the service's own address is divided between the revision and those that answered. */
function sharesTraffic({ traffic, revision }: Subject, others: readonly string[]): boolean {
  const serving = new Set(traffic.filter(({ percent }) => percent > 0).map((entry) => entry.revision));
  return serving.has(revision.name) && others.every((name) => serving.has(name));
}

async function answerer(context: CheckContext) {
  const answer = await ask(context, { path: healthPathOf(context.settings) ?? "/" });
  const told =
    answer.headers.get(REVISION_HEADER) ?? (answer.json as { revision?: unknown } | null)?.revision;
  return {
    ...{ status: answer.status, words: statusInWords(answer), evidence: [answer.evidence] },
    revision: typeof told === "string" ? told : undefined,
  };
}
