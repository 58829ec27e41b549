import assert from "node:assert/strict";
import { LogOrder } from "../../../validation/log-input/log-order.ts";

function look(...seconds: (number | undefined)[]): void {
  const order = new LogOrder();
  for (const second of seconds) {
    const time = second === undefined ? {} : { time: new Date(second * 1000).toISOString() };
    order.add({ text: "", severity: "INFO", source: "container", ...time });
  }
  order.finish();
}

describe("the order of a log", () => {
  it("is right where time goes on, stands still, is not told, or steps back now and then", () => {
    look(1, 2, 3, 4, 5, 6, 7);
    look(1, 1, 1, 1);
    look(undefined, undefined, 5);
    look(2, 1);
    look(1, 3, 2, 4, 6, 5, 7, 9, 8, 10, 11);
  });

  it("is refused newest first, with the option that gives the right one", () => {
    assert.throws(() => look(7, 6, 5, 4, 3, 2, 1), {
      code: "log-newest-first",
      exitCode: 2,
      next: "gcloud logging read … --order=asc --format=json",
    });
  });

  it("is refused at once in a log of any size", () => {
    const order = new LogOrder();
    const endless = () => {
      for (let second = 1e6; ; second -= 1) {
        order.add({
          text: "",
          severity: "INFO",
          source: "container",
          time: new Date(second * 1000).toISOString(),
        });
      }
    };
    assert.throws(endless, { code: "log-newest-first" });
  });
});
