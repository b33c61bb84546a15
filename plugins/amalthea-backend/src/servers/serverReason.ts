import type { ServerReason } from '@amalthea/plugin-amalthea-common';
import { reasons, type Reason } from '@amalthea/jupyterserver';
import { portalHints } from './portalHints';

function isReason(code: string): code is Reason {
  return Object.hasOwn(reasons, code);
}

/**
 * A reason in words for people. The text of unknown codes is made readable (`FailedMount` → "Failed mount."), and
 * what the cluster said stays available as `message`.
 */
export function serverReason(code: string, message?: string): ServerReason {
  const raw = message ? { message } : {};
  if (isReason(code)) {
    const { sentence } = reasons[code];
    const hint = portalHints[code] ?? reasons[code].hint;
    return { code, sentence, ...(hint ? { hint } : {}), ...raw };
  }
  const words = code
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLocaleLowerCase('en-US')
    .trim();
  const sentence =
    words === ''
      ? 'No reason was given.'
      : `${words[0].toLocaleUpperCase('en-US')}${words.slice(1)}.`;
  return { code: code || 'Unknown', sentence, ...raw };
}
