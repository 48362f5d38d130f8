import { spawn } from "node:child_process";
import { constants } from "node:os";
import { environment, root } from "./paths.mjs";

/**
 * Starts a command in the project's folder and resolves to its exit code; 127 when it could not be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: "inherit", ...options });
    const stopForwarding = forwardSignals(child);
    const settle = (/** @type {number} */ code) => {
      stopForwarding();
      resolve(code);
    };
    child.once("error", (error) => {
      say(`${command}: ${error.message}`);
      settle(127);
    });
    child.once("exit", (code, signal) => settle(exitCode(code, signal)));
  });
}

/**
 * The exit code a shell would give for a process that ended so.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * One plain line for the technician, beside what a program prints for other programs.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * A terminal sends Ctrl+C to the child as well, so it is only passed on where there is no terminal.
 * @param {import("node:child_process").ChildProcess} child
 */
function forwardSignals(child) {
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  const leaveToTerminal = (/** @type {NodeJS.Signals} */ signal) => {
    if (!process.stdin.isTTY) child.kill(signal);
  };
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  process.on("SIGINT", leaveToTerminal);
  return () => {
    process.off("SIGTERM", forward);
    process.off("SIGHUP", forward);
    process.off("SIGINT", leaveToTerminal);
  };
}
