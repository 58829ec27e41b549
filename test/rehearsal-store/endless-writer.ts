import { openStore } from "../../rehearsal/store/index.ts";

/** Writes pairs of documents without end, and says each number once its transaction is done. */
const store = openStore(process.argv[2] ?? "");
for (let number = 1; ; number++) {
  store.transaction(() => {
    store.put("services", `s/${number}`, { number });
    store.put("revisions", `r/${number}`, { number });
  });
  process.stdout.write(`${number}\n`);
}
