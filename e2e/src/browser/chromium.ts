import { existsSync } from 'node:fs';
import type { ClusterIngress } from '@amalthea/dev';
import { Browser, chromium } from 'playwright-core';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Keeps Chromium from asking for anything that is not on this machine. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the system's Chromium without a window.
 *
 * @param ingress - the cluster whose servers are opened by their plain URLs, wherever its ingress listens
 *
 * @throws Error naming the package to install when there is no Chromium.
 */
export async function launchChromium(
  ingress?: ClusterIngress,
): Promise<Browser> {
  const executablePath =
    process.env.CHROMIUM_PATH ?? candidates.find(path => existsSync(path));
  if (!executablePath) {
    throw new Error(
      'No Chromium found. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.',
    );
  }
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const hosts = ingress
    ? [
        `--host-resolver-rules=MAP *.localhost:80 127.0.0.1:${ingress.port},MAP *.localhost:443 127.0.0.1:${ingress.httpsPort}`,
      ]
    : [];
  return chromium.launch({
    executablePath,
    args: [...quiet, ...sandbox, ...hosts],
  });
}
