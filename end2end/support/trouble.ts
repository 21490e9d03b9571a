// What no page may do unnoticed: log an error, throw, warn about hydration, or ask for something that fails.

import type { BrowserContext, ConsoleMessage, Request, Response } from "@playwright/test";

/** Collects the trouble of every page of a test; the test fails when any is left at its end. */
export class Trouble {
  private readonly found: string[] = [];
  private readonly expected = new Set<number>();
  private offline = false;

  /** `scripts`: whether pages run any. */
  constructor(private readonly scripts: boolean) {}

  /** Answers with this status are part of the test. */
  expectStatus(...statuses: number[]) {
    for (const status of statuses) this.expected.add(status);
  }

  /** Being without a connection is part of the test. */
  expectOffline() {
    this.offline = true;
  }

  /** Everything that went wrong and was not expected. */
  list(): string[] {
    return this.found;
  }

  /** Listens to all pages of a browser context. */
  watch(context: BrowserContext) {
    context.on("console", (message) => this.onConsole(message));
    context.on("weberror", (error) => this.note(`uncaught: ${error.error().stack || error.error().message}`));
    context.on("requestfailed", (request) => this.onFailed(request));
    context.on("response", (response) => this.onResponse(response));
  }

  private onConsole(message: ConsoleMessage) {
    const text = message.text();
    // Chromium repeats every bad status as an error; `onResponse` knows which of them are expected.
    if (text.startsWith("Failed to load resource: the server responded with a status of")) return;
    if (this.offline && text.includes("net::ERR_INTERNET_DISCONNECTED")) return;
    const matters = message.type() === "error" || (message.type() === "warning" && /hydrat/i.test(text));
    if (matters) this.note(`console ${message.type()}: ${text} (${message.location().url})`);
  }

  private onFailed(request: Request) {
    const why = request.failure()?.errorText ?? "unknown";
    // So Chromium calls a script that is not loaded because scripts are switched off.
    if (!this.scripts && why === "csp" && request.url().includes("/pkg/")) return;
    // Leaving a page stops what it was still loading; a download stops the navigation that began it.
    if (why === "net::ERR_ABORTED") return;
    if (this.offline && why === "net::ERR_INTERNET_DISCONNECTED") return;
    this.note(`failed request: ${request.method()} ${request.url()} (${why})`);
  }

  private onResponse(response: Response) {
    if (response.status() < 400 || this.expected.has(response.status())) return;
    this.note(`status ${response.status()}: ${response.request().method()} ${response.url()}`);
  }

  private note(trouble: string) {
    // The first lines name the trouble; what follows of a stack in WebAssembly says nothing.
    this.found.push(trouble.split("\n", 3).join("\n"));
  }
}
