import assert from "node:assert/strict";
import { createErrorLog, kindOf } from "../../../release/canary/error-lines.ts";
import type { RestClient } from "../../../release/rest/rest-client.ts";

const FRAMES = '  File "/app/main.py", line 12, in handler\n    run()\n    ~~~^^';
const traceback = (exception: string) => `Traceback (most recent call last):\n${FRAMES}\n${exception}`;

describe("the kind of an error with a stack trace", () => {
  const table: { title: string; message: string; kind: string }[] = [
    {
      title: "is the exception below a Python traceback",
      message: traceback("KeyError: 'thread_id'"),
      kind: "KeyError: 'thread_id'",
    },
    {
      title: "is a Python exception's first line, not what its message goes on with",
      message: traceback(
        "sqlalchemy.exc.ProgrammingError: column users.plan does not exist\n[SQL: SELECT 1]\n(Background on this error at: https://sqlalche.me/e/20/f405)",
      ),
      kind: "sqlalchemy.exc.ProgrammingError: column users.plan does not exist",
    },
    {
      title: "is the exception that was raised last",
      message: `${traceback("KeyError: 'a'")}\n\nDuring handling of the above exception, another exception occurred:\n\n${traceback("ValueError: no thread")}`,
      kind: "ValueError: no thread",
    },
    {
      title: "keeps the words that a logger put before a traceback",
      message: `ERROR:    Exception in ASGI application\n${traceback("KeyError: 'a'")}`,
      kind: "ERROR:    Exception in ASGI application: KeyError: 'a'",
    },
    {
      title: "is the exception in a group of exceptions",
      message: [
        "  + Exception Group Traceback (most recent call last):",
        '  |   File "/app/main.py", line 1, in <module>',
        "  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)",
        "  +-+---------------- 1 ----------------",
        "    | Traceback (most recent call last):",
        '    |   File "/app/main.py", line 3, in run',
        "    | TimeoutError: no answer",
        "    +------------------------------------",
      ].join("\n"),
      kind: "TimeoutError: no answer",
    },
    {
      title: "has no thread's name, and the cause that is at the bottom, in Java",
      message:
        'Exception in thread "http-nio-exec" java.lang.IllegalStateException: not saved\n\tat app.Main.main(Main.java:3)\nCaused by: java.io.IOException: closed\n\tat app.Db.run(Db.java:9)\nCaused by: java.net.SocketException: reset\n\t... 5 more',
      kind: "java.lang.IllegalStateException: not saved: java.net.SocketException: reset",
    },
    {
      title: "has no thread's name where there is no cause either",
      message:
        'Exception in thread "pool-b" java.lang.IllegalStateException: x\n\tat app.Main.main(Main.java:3)',
      kind: "java.lang.IllegalStateException: x",
    },
    {
      title: "is the exception above the frames where it is not the first line",
      message:
        "Servlet.service() threw an exception\n\njava.lang.NullPointerException: id\n\tat app.Main.main(Main.java:3)",
      kind: "Servlet.service() threw an exception: java.lang.NullPointerException: id",
    },
    {
      title: "is the error that ended a program of Node.js",
      message:
        'file:///app/main.mjs:12\n    throw new Error("no pool");\n    ^\n\nError: no pool\n    at file:///app/main.mjs:12:11',
      kind: "file:///app/main.mjs:#: Error: no pool",
    },
    {
      title: "is the first line where the frames are right below it",
      message: "TypeError: x is not a function\n    at main.mjs:1:1",
      kind: "TypeError: x is not a function",
    },
    {
      title: "has what a panic of Rust says below its place",
      message:
        "thread 'main' panicked at src/main.rs:5:10:\nno such agent\nnote: run with `RUST_BACKTRACE=1`",
      kind: "thread 'main' panicked at src/main.rs:#:#:: no such agent",
    },
    {
      title: "is the header of a traceback that was cut off",
      message: `Traceback (most recent call last):\n${FRAMES}`,
      kind: "Traceback (most recent call last):",
    },
  ];
  for (const { title, message, kind } of table)
    it(title, () => {
      assert.equal(kindOf(message), kind);
      assert.equal(kindOf(message.replaceAll("\n", "\r\n")), kind);
    });

  it("is found where a structured entry has it beside words that are always the same", async () => {
    const message = "Unhandled exception";
    const payloads = [
      { message, exc_info: traceback("KeyError: 'a'") },
      { message, stack_trace: traceback("ValueError: b") },
      { msg: "request errored", err: { stack: "TypeError: c\n    at main.mjs:1:1" } },
    ];
    const entries = payloads.map((jsonPayload) => ({ jsonPayload }));
    const rest: RestClient = async <T>() => ({ entries }) as T;
    const service = { baseUrl: "https://api.example", project: "p", region: "r", service: "web" };
    const lines = await createErrorLog(rest, service)("web-b", { since: new Date(0), until: new Date(1) });
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      [
        "Unhandled exception: KeyError: 'a'",
        "Unhandled exception: ValueError: b",
        "request errored: TypeError: c",
      ],
    );
  });
});
