import { useCallback, useState } from 'react';
import {
  emptyDraft,
  parseRequestDraft,
  type RequestDraft,
} from './requestDraft';

const keyOf = (requestId: string) => `amalthea.request.${requestId}`;

/**
 * The draft of a request. Kept in this tab's session storage at every change, so that going back,
 * reloading and signing in again lose nothing.
 */
export function useRequestDraft(
  requestId: string,
): readonly [
  RequestDraft,
  (change: (draft: RequestDraft) => RequestDraft) => void,
] {
  const [draft, setDraft] = useState(() => readDraft(requestId));
  const change = useCallback(
    (next: (draft: RequestDraft) => RequestDraft) =>
      setDraft(before => {
        const after = next(before);
        storeDraft(requestId, after);
        return after;
      }),
    [requestId],
  );
  return [draft, change];
}

function readDraft(requestId: string): RequestDraft {
  try {
    const text = window.sessionStorage.getItem(keyOf(requestId));
    return (text !== null && parseRequestDraft(text)) || emptyDraft;
  } catch {
    return emptyDraft;
  }
}

function storeDraft(requestId: string, draft: RequestDraft): void {
  try {
    window.sessionStorage.setItem(keyOf(requestId), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only loses the convenience, never the request.
  }
}
