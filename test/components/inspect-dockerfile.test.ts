// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Dockerfiles write variables so
import assert from "node:assert/strict";
import { inspectDockerfile } from "../../components/inspect-dockerfile.ts";
import { Fault } from "../../faults/fault.ts";

function inspect(lines: string[], buildArgs: Record<string, string> = {}, standInBases: string[] = []) {
  return inspectDockerfile(lines.join("\n"), { fileName: "backend/Dockerfile", buildArgs, standInBases });
}

/** The findings in short: `7 USER root`. */
function refusals(lines: string[], buildArgs: Record<string, string> = {}): string[] {
  try {
    inspect(lines, buildArgs);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    assert.equal(error.exitCode, 2);
    return error.findings.map(({ path, actual }) => `${path.replace("backend/Dockerfile:", "")} ${actual}`);
  }
  return [];
}

describe("inspectDockerfile", () => {
  const accepted = [
    { base: "alpine:3.22" },
    { base: "node:24-alpine" },
    { base: "node:24-alpine3.22" },
    { base: "python:3.13.1-alpine" },
    { base: "registry.example.com:5000/library/node:24-alpine" },
    { base: `node:24-alpine@sha256:${"a".repeat(64)}` },
  ];
  for (const { base } of accepted)
    it(`accepts ${base}`, () => {
      assert.deepEqual(inspect([`FROM ${base}`, "USER node"]), { reference: base, standIn: false });
    });

  const refused = ["debian:12", "node:24-slim", "alpine-like:1", `node@sha256:${"a".repeat(64)}`, "scratch"];
  for (const base of refused)
    it(`refuses ${base}`, () => {
      assert.deepEqual(refusals([`FROM ${base}`, "USER node"]), [`1 ${base}`]);
    });

  it("puts build arguments before the defaults of ARG", () => {
    const lines = ["ARG BASE_IMAGE=node:24-alpine", "FROM ${BASE_IMAGE}", "USER node"];
    assert.equal(inspect(lines).reference, "node:24-alpine");
    assert.deepEqual(refusals(lines, { BASE_IMAGE: "node:24" }), ["2 node:24"]);
  });

  it("judges the last stage, not those it copies from", () => {
    const lines = [
      "FROM node:24 AS build",
      "RUN make",
      "FROM node:24-alpine",
      "COPY --from=build /a /b",
      "USER 1000",
    ];
    assert.equal(inspect(lines).reference, "node:24-alpine");
  });

  it("follows a last stage that builds on an earlier one", () => {
    assert.deepEqual(refusals(["FROM debian:12 AS alpine", "USER app", "FROM alpine"]), ["1 debian:12"]);
    assert.equal(
      inspect(["FROM node:24-alpine AS base", "USER app", "FROM base"]).reference,
      "node:24-alpine",
    );
  });

  it("refuses an image that runs as root, by whatever name", () => {
    assert.deepEqual(refusals(["FROM alpine:3.22"]), ["1 no USER, which means root"]);
    for (const user of ["root", "0", "0:0", "root:root", "00"])
      assert.deepEqual(refusals(["FROM alpine:3.22", "USER app", `USER ${user}`]), [`3 USER ${user}`]);
  });

  it("resolves the variable in USER, and takes one that nothing sets for root", () => {
    assert.deepEqual(refusals(["FROM alpine:3.22", "ARG WHO=app", "USER ${WHO}"]), []);
    assert.deepEqual(refusals(["FROM alpine:3.22", "ARG WHO=app", "USER ${WHO}"], { WHO: "root" }), [
      "3 USER root",
    ]);
    assert.deepEqual(refusals(["FROM alpine:3.22", "ENV WHO=root", "ARG WHO=app", "USER $WHO"]), [
      "4 USER root",
    ]);
    assert.deepEqual(refusals(["FROM alpine:3.22", "USER $WHO"], { WHO: "app" }), ["2 USER $WHO"]);
  });

  it("refuses files from the network in any stage", () => {
    const lines = [
      "FROM node:24-alpine AS build",
      "ADD --chown=1:1 https://example.com/tool.tgz /tool.tgz",
      'ADD ["http://example.com/a", "/a"]',
      "ADD git@example.com:team/tool.git /src",
      "FROM node:24-alpine",
      "ADD local.tgz /app",
      "USER node",
    ];
    assert.deepEqual(refusals(lines), [
      "2 ADD https://example.com/tool.tgz",
      "3 ADD http://example.com/a",
      "4 ADD git@example.com:team/tool.git",
    ]);
  });

  it("names everything that is wrong at once, in the order of lines", () => {
    assert.deepEqual(
      refusals(["# syntax=docker/dockerfile:1", "FROM debian:12", "ADD https://e.com/a /a", "USER root"]),
      ["2 debian:12", "3 ADD https://e.com/a", "4 USER root"],
    );
    assert.deepEqual(refusals(["# nothing here"]), ["1 none"]);
  });

  it("accepts a declared stand-in base, and says that it is one", () => {
    const base = "stage.local/stand-in/node:24-busybox";
    const lines = ["ARG BASE_IMAGE=node:24-alpine", "FROM ${BASE_IMAGE}", "USER 1000"];
    assert.deepEqual(inspect(lines, { BASE_IMAGE: base }, [base]), { reference: base, standIn: true });
  });
});
